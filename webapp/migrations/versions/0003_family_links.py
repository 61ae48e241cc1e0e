"""family links: made, signed, opened"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('share_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=True),
    sa.Column('code_hash', sa.String(length=200), nullable=True),
    sa.Column('passcode_hash', sa.String(length=200), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('relation', sa.String(length=20), nullable=False),
    sa.Column('sections', sa.JSON(), nullable=False),
    sa.Column('proposed', sa.JSON(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('tries BETWEEN 0 AND 5', name=op.f('ck_share_link_tries_range')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_share_link_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_link')),
    sa.UniqueConstraint('public_id', name=op.f('uq_share_link_public_id'))
    )
    op.create_index('ix_share_link_owner_id', 'share_link', ['owner_id', 'created_at'], unique=False)
    op.create_table('share_consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('link_id', sa.Uuid(), nullable=False),
    sa.Column('text_version', sa.String(length=20), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('patient', sa.String(length=200), nullable=False),
    sa.Column('program', sa.String(length=200), nullable=False),
    sa.Column('recipient', sa.String(length=200), nullable=False),
    sa.Column('relation', sa.String(length=20), nullable=False),
    sa.Column('sections', sa.JSON(), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_how', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['link_id'], ['share_link.id'], name=op.f('fk_share_consent_link_id_share_link'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_share_consent_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_consent'))
    )
    op.create_index(op.f('ix_share_consent_link_id'), 'share_consent', ['link_id'], unique=False)
    op.create_index('ix_share_consent_owner_id', 'share_consent', ['owner_id', 'link_id', 'signed_at'], unique=False)
    op.create_table('share_opening',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('link_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('device', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['link_id'], ['share_link.id'], name=op.f('fk_share_opening_link_id_share_link'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_share_opening_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_opening'))
    )
    op.create_index(op.f('ix_share_opening_link_id'), 'share_opening', ['link_id'], unique=False)
    op.create_index('ix_share_opening_owner_id', 'share_opening', ['owner_id', 'link_id', 'at'], unique=False)
    op.create_table('share_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('link_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['link_id'], ['share_link.id'], name=op.f('fk_share_session_link_id_share_link'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_share_session_token_hash'))
    )
    op.create_index(op.f('ix_share_session_link_id'), 'share_session', ['link_id'], unique=False)


def downgrade() -> None:
    op.drop_table('share_session')
    op.drop_table('share_opening')
    op.drop_table('share_consent')
    op.drop_table('share_link')
