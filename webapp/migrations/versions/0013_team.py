"""team: marks of reading, answers under entries, suggestions for the plan, what was asked for"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

TABLES = ('entry_read', 'reply', 'plan_suggestion', 'team_task')


def _table(name: str, person: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    *columns,
    sa.Column(person, sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f(f'fk_{name}_owner_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint([person], ['account.id'], name=op.f(f'fk_{name}_{person}_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}')),
    *([sa.UniqueConstraint('entry_id', 'reader_id', name=op.f('uq_entry_read_entry_id_reader_id'))] if name == 'entry_read' else [])
    )


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _at(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _table('entry_read', 'reader_id', _text('kind', 20), sa.Column('entry_id', sa.Uuid(), nullable=False), _at('read_at', False))
    op.create_index('ix_entry_read_owner_id', 'entry_read', ['owner_id'], unique=False)
    _table('reply', 'author_id', _text('kind', 20), sa.Column('entry_id', sa.Uuid(), nullable=False), _text('text', 1000),
        sa.Column('version', sa.Integer(), nullable=False), _at('written_at', False), _at('changed_at'), _at('withdrawn_at'), _at('thanked_at'))
    op.create_index('ix_reply_owner_id', 'reply', ['owner_id', 'entry_id'], unique=False)
    _table('plan_suggestion', 'author_id', _text('section', 40), _text('text', 200), _text('instead_of', 200), _text('why', 200),
        _at('made_at', False), _at('withdrawn_at'), _at('answered_at'), sa.Column('accepted', sa.Boolean(), nullable=True))
    op.create_index('ix_plan_suggestion_owner_id', 'plan_suggestion', ['owner_id', 'section'], unique=False)
    _table('team_task', 'author_id', _text('kind', 10), _text('slug', 64), sa.Column('due_on', sa.Date(), nullable=False), _text('why', 200),
        _at('made_at', False), _at('withdrawn_at'))
    op.create_index('ix_team_task_owner_id', 'team_task', ['owner_id'], unique=False)


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
