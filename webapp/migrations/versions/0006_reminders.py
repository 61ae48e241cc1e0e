"""reminders: what is wanted, where it goes, what was sent"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reminder_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('check_in', sa.Boolean(), nullable=False),
    sa.Column('signs', sa.Boolean(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('quiet_from', sa.Integer(), nullable=False),
    sa.Column('quiet_until', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.CheckConstraint('hour BETWEEN 0 AND 23', name=op.f('ck_reminder_choice_hour_range')),
    sa.CheckConstraint('quiet_from BETWEEN 0 AND 23', name=op.f('ck_reminder_choice_quiet_from_range')),
    sa.CheckConstraint('quiet_until BETWEEN 0 AND 23', name=op.f('ck_reminder_choice_quiet_until_range')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_reminder_choice_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_choice')),
    sa.UniqueConstraint('owner_id', name=op.f('uq_reminder_choice_owner_id'))
    )
    op.create_table('push_subscription',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('endpoint', sa.String(length=1000), nullable=False),
    sa.Column('p256dh', sa.String(length=100), nullable=False),
    sa.Column('auth', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_push_subscription_device_id_device'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_push_subscription_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_push_subscription')),
    sa.UniqueConstraint('device_id', name=op.f('uq_push_subscription_device_id')),
    sa.UniqueConstraint('endpoint', name=op.f('uq_push_subscription_endpoint'))
    )
    op.create_table('reminder_sent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_reminder_sent_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_sent')),
    sa.UniqueConstraint('owner_id', 'kind', 'day', name=op.f('uq_reminder_sent_owner_id_kind_day'))
    )


def downgrade() -> None:
    op.drop_table('reminder_sent')
    op.drop_table('push_subscription')
    op.drop_table('reminder_choice')
