"""what is pointed out to counselors is chosen by the program, and since when it stood is kept with the answer"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('program') as batch_op:
        batch_op.add_column(sa.Column('flag_rules', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('program') as batch_op:
        batch_op.alter_column('flag_rules', server_default=None)
    with op.batch_alter_table('flag_note') as batch_op:
        batch_op.add_column(sa.Column('raised_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('flag_note') as batch_op:
        batch_op.drop_column('raised_at')
    with op.batch_alter_table('program') as batch_op:
        batch_op.drop_column('flag_rules')
