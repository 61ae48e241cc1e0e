"""appointments: the week after the program, and the calendar's address"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('appointment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('weekdays', sa.JSON(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.Column('begins', sa.Integer(), nullable=False),
    sa.Column('lasts', sa.Integer(), nullable=False),
    sa.Column('time_zone', sa.String(length=64), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('link', sa.String(length=500), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('skipped', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('begins BETWEEN 0 AND 1439', name=op.f('ck_appointment_begins_range')),
    sa.CheckConstraint('lasts BETWEEN 5 AND 1440', name=op.f('ck_appointment_lasts_range')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_appointment_owner_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_appointment_person_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment'))
    )
    op.create_index('ix_appointment_owner_id', 'appointment', ['owner_id'], unique=False)
    op.create_table('calendar_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('own_words', sa.Boolean(), nullable=False),
    sa.Column('remind_before', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=True),
    sa.CheckConstraint('remind_before BETWEEN 0 AND 1440', name=op.f('ck_calendar_choice_remind_before_range')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_calendar_choice_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_choice')),
    sa.UniqueConstraint('owner_id', name=op.f('uq_calendar_choice_owner_id')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_calendar_choice_secret_hash'))
    )


def downgrade() -> None:
    op.drop_table('calendar_choice')
    op.drop_index('ix_appointment_owner_id', table_name='appointment')
    op.drop_table('appointment')
