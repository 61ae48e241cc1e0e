"""discharge: the last day in the program, and until when the care team reads"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('account', sa.Column('discharge_on', sa.Date(), nullable=True))
    op.add_column('account', sa.Column('team_until', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('account', 'team_until')
    op.drop_column('account', 'discharge_on')
