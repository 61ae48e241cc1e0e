"""flag notes: what staff did about a flag"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('flag_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('rule', sa.String(length=20), nullable=False),
    sa.Column('cause', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_flag_note_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_flag_note_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag_note'))
    )
    op.create_index('ix_flag_note_owner_id', 'flag_note', ['owner_id', 'at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_flag_note_owner_id', table_name='flag_note')
    op.drop_table('flag_note')
