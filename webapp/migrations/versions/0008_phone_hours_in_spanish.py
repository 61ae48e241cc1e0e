"""when somebody answers the program's telephone, in Spanish too"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('program') as program:
        program.add_column(sa.Column('phone_hours_es', sa.String(length=200), nullable=False, server_default=''))
    with op.batch_alter_table('program') as program:
        program.alter_column('phone_hours_es', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('program') as program:
        program.drop_column('phone_hours_es')
