"""second step: authenticator apps and recovery codes of staff; which program is the example"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'second_factor',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('account_id', sa.Uuid(), nullable=False),
        sa.Column('key', sa.String(length=64), nullable=False),
        sa.Column('last_step', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_second_factor_account_id_account'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_second_factor')),
        sa.UniqueConstraint('account_id', name=op.f('uq_second_factor_account_id')),
    )
    op.create_table(
        'recovery_code',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('account_id', sa.Uuid(), nullable=False),
        sa.Column('code_hash', sa.String(length=64), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_recovery_code_account_id_account'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
        sa.UniqueConstraint('account_id', 'code_hash', name=op.f('uq_recovery_code_account_id_code_hash')),
    )
    op.add_column('device', sa.Column('second_step_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('account', sa.Column('second_step_removed_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('program') as program:
        program.add_column(sa.Column('is_example', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('program') as program:
        program.alter_column('is_example', server_default=None)


def downgrade() -> None:
    op.drop_column('program', 'is_example')
    op.drop_column('account', 'second_step_removed_at')
    op.drop_column('device', 'second_step_at')
    op.drop_table('recovery_code')
    op.drop_table('second_factor')
