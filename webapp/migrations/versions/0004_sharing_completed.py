"""sharing completed: consents expire and say what was signed, consents to somebody outside, leaving"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

SIGNED = (
    ('text_hash', sa.String(length=64), ''),
    ('language', sa.String(length=5), ''),
    ('patient', sa.String(length=200), ''),
    ('program', sa.String(length=200), ''),
    ('team', sa.JSON(), '[]'),
    ('signed_how', sa.String(length=20), 'tap'),
)


def upgrade() -> None:
    # Not in a batch: to make this table anew would take away all that refers to it.
    op.add_column('account', sa.Column('leaves_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('consent', sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('consent') as consent:
        for name, type_, of_old_rows in SIGNED:
            consent.add_column(sa.Column(name, type_, nullable=False, server_default=of_old_rows))
    with op.batch_alter_table('consent') as consent:
        for name, _type, _of_old_rows in SIGNED:
            consent.alter_column(name, server_default=None)
    op.create_table('outside_consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('recipient', sa.String(length=200), nullable=False),
    sa.Column('organization', sa.String(length=200), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('categories', sa.JSON(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('text_version', sa.String(length=20), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('patient', sa.String(length=200), nullable=False),
    sa.Column('program', sa.String(length=200), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_how', sa.String(length=20), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_outside_consent_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_consent'))
    )
    op.create_index('ix_outside_consent_owner_id', 'outside_consent', ['owner_id', 'signed_at', 'id'], unique=False)


def downgrade() -> None:
    op.drop_table('outside_consent')
    with op.batch_alter_table('consent') as consent:
        for name, _type, _of_old_rows in SIGNED:
            consent.drop_column(name)
        consent.drop_column('expires_at')
    op.drop_column('account', 'leaves_at')
