"""weeks of groups, who covers for whom, and when the team reads as days and a time"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'coverage',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('counselor_id', sa.Uuid(), nullable=False),
        sa.Column('covering_id', sa.Uuid(), nullable=True),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('covering_id <> counselor_id', name=op.f('ck_coverage_somebody_else')),
        sa.CheckConstraint('last_day >= first_day', name=op.f('ck_coverage_days_in_order')),
        sa.ForeignKeyConstraint(['counselor_id'], ['account.id'], name=op.f('fk_coverage_counselor_id_account'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['covering_id'], ['account.id'], name=op.f('fk_coverage_covering_id_account'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_coverage')),
    )
    op.create_index(op.f('ix_coverage_counselor_id'), 'coverage', ['counselor_id'])
    op.create_index(op.f('ix_coverage_covering_id'), 'coverage', ['covering_id'])
    op.create_table(
        'group_week',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('group_id', sa.Uuid(), nullable=False),
        sa.Column('monday', sa.Date(), nullable=False),
        sa.Column('people', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['therapy_group.id'], name=op.f('fk_group_week_group_id_therapy_group'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_group_week')),
        sa.UniqueConstraint('group_id', 'monday', name=op.f('uq_group_week_group_id_monday')),
    )
    op.create_table(
        'week_opt_in',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('owner_id', sa.Uuid(), nullable=False),
        sa.Column('week_id', sa.Uuid(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_week_opt_in_owner_id_account'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['week_id'], ['group_week.id'], name=op.f('fk_week_opt_in_week_id_group_week'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_week_opt_in')),
        sa.UniqueConstraint('owner_id', 'week_id', name=op.f('uq_week_opt_in_owner_id_week_id')),
    )
    op.create_index(op.f('ix_week_opt_in_week_id'), 'week_opt_in', ['week_id'])
    with op.batch_alter_table('program') as program:
        program.add_column(sa.Column('reading_days', sa.JSON(), nullable=False, server_default='[]'))
        program.add_column(sa.Column('reading_by', sa.String(length=5), nullable=False, server_default=''))
        program.add_column(sa.Column('closed_days', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('program') as program:
        program.alter_column('reading_days', server_default=None)
        program.alter_column('reading_by', server_default=None)
        program.alter_column('closed_days', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('program') as program:
        program.drop_column('closed_days')
        program.drop_column('reading_by')
        program.drop_column('reading_days')
    op.drop_table('week_opt_in')
    op.drop_table('group_week')
    op.drop_table('coverage')
