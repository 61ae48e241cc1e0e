"""Who can see an entry, in words."""

from uuid import UUID

from webapp.consents.queries import care_team
from webapp.formatting import join_words
from webapp.i18n import _


def who_reads(owner_id: UUID, *, shared: bool, reading_hours: str) -> str:
    """Beside Save: who reads it, and when. Honest about 'not right away'."""
    if not shared:
        return _("Only you can see this.")
    team = join_words([row.name for row in care_team(owner_id)])
    if not team:
        return _("You share this with your care team. No counselor is assigned yet.")
    if not reading_hours:
        return _("%(names)s can read this, not right away.", names=team)
    return _("%(names)s can read this %(hours)s, not right away.", names=team, hours=reading_hours)
