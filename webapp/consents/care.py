"""The last day in the program: set with the person, and what it does to what the care team may read.

From the day after it the team reads nothing, whatever was agreed before. The person can sign for a later day, at any
time. Until it has passed the staff can move it; afterwards only the person can let the team in again.
"""

from datetime import date, datetime, timedelta

from werkzeug.datastructures import MultiDict

from webapp import audit, program
from webapp.access import Me
from webapp.consents import queries, services
from webapp.consents.forms import LastDay
from webapp.consents.services import Signature
from webapp.consents.terms import LONGEST, end_of
from webapp.content.consent import ASKED
from webapp.extensions import db
from webapp.forms import Parsed, parse
from webapp.i18n import _
from webapp.models import Account
from webapp.moments import today

SUBJECT = "discharge"
"""What the trail calls it."""
LATER = timedelta(hours=20)


def zone_of(account: Account) -> str:
    return account.time_zone or program.time_zone()


def is_over(account: Account) -> bool:
    return account.discharge_on is not None and account.discharge_on < today(zone_of(account))


def why_not(account: Account, day: date) -> str:
    """Why this cannot be the last day; '' when it can."""
    here = today(zone_of(account))
    if is_over(account):
        return _("The last day has passed. Only the person can let the team read again.")
    if not 0 <= (day - here).days <= LONGEST:
        return _("Please choose a day from today on, a year away at the most.")
    return ""


def answer(account: Account, sent: MultiDict[str, str], staff: Me) -> Parsed[LastDay]:
    """The form as it was read; without errors in it, its day is the last one from now on."""
    form = parse(LastDay, sent)
    if not form.errors and (problem := why_not(account, form.value.discharge_on)):
        form.errors["discharge_on"] = problem
    if not form.errors:
        set_last_day(account, form.value.discharge_on, staff)
    return form


def set_last_day(account: Account, day: date, staff: Me) -> None:
    """Where the person signed for a later day already, that one stays."""
    zone = zone_of(account)
    signed = _signed_for(account, zone)
    account.discharge_on, account.team_until = day, max(signed or end_of(day, zone), end_of(day, zone))
    _note("set", account, staff)


def _signed_for(account: Account, zone: str) -> datetime | None:
    """The end that the person chose beyond their last day: a day later at least, whatever zone they moved to since."""
    if account.discharge_on is None or account.team_until is None:
        return None
    longer = account.team_until - end_of(account.discharge_on, zone)
    return account.team_until if longer > LATER else None


def take_away(account: Account, staff: Me) -> bool:
    """No last day is set any more: what was agreed holds as it did before. False when the day has passed."""
    if is_over(account):
        return False
    if account.discharge_on is not None:
        account.discharge_on = account.team_until = None
        _note("withdrawn", account, staff)
    return True


def _note(action: str, account: Account, staff: Me) -> None:
    db.session.flush()
    audit.record(action, SUBJECT, actor_id=staff.id, actor_role=staff.role, owner_id=account.id)


def follow(person: Me, ends: datetime | None) -> None:
    """After an answer: the team reads until the day that was signed for; with nothing shared, until the last day.

    Without `ends` nothing was said about the day.
    """
    if person.discharge_on is None:
        return
    last = end_of(person.discharge_on, person.time_zone)
    account = db.session.get_one(Account, person.id)
    if not queries.agreed(person.id):
        account.team_until = last
    elif ends is not None:
        account.team_until = max(last, ends)
    db.session.flush()


def come_back(person: Me, signature: Signature) -> None:
    """In the program again. What was agreed before the last day is over: nothing is shared until it is signed anew."""
    if not person.is_alumni:
        return
    services.take_back(person.id, ASKED, signature)
    account = db.session.get_one(Account, person.id)
    account.discharge_on = account.team_until = None
    db.session.flush()
    audit.by_owner("withdrawn", SUBJECT, None, person.id, detail="back")
