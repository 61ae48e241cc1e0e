"""People and invites as the admin's pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import segno
from markupsafe import Markup
from sqlalchemy import Row

from webapp.admin import queries, queries_teams
from webapp.enums import Language, Role
from webapp.formatting import short_day
from webapp.i18n import _, language, mark
from webapp.models import Account, TherapyGroup
from webapp.moments import today
from webapp.sessions import has_second_factor

ROLE_NAMES = {
    Role.PARTICIPANT.value: mark("Participant"),
    Role.COUNSELOR.value: mark("Counselor"),
    Role.ADMIN.value: mark("Admin"),
}
KIND_NAMES = {
    "": mark("Everybody"),
    Role.PARTICIPANT.value: mark("Participants"),
    Role.COUNSELOR.value: mark("Counselors"),
    Role.ADMIN.value: mark("Admins"),
    "off": mark("Turned off"),
}


def role_name(role: str) -> str:
    return _(ROLE_NAMES[role])


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: UUID
    name: str
    username: str
    role: str
    active: bool
    last_in: date | None
    """The day of the last sign-in; None for somebody who never did."""
    needs_counselor: bool


@dataclass(frozen=True, slots=True)
class InviteRow:
    id: UUID
    role: str
    note: str
    until: date


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: list[PersonRow]
    more_after: UUID | None
    """The last person shown, when there are more."""
    kinds: list[tuple[str, str, int]]
    """Key, name and number of each kind."""
    invites: list[InviteRow]


def people_page(rows: Sequence[Row[Any]], time_zone: str) -> PeoplePage:
    shown = [_person_row(row, time_zone) for row in rows[: queries.SHOWN]]
    counts = queries.counts()
    return PeoplePage(
        rows=shown,
        more_after=shown[-1].id if len(rows) > queries.SHOWN else None,
        kinds=[(kind, _(name), counts[kind]) for kind, name in KIND_NAMES.items()],
        invites=[
            InviteRow(row.id, role_name(row.role), row.note, today(time_zone, row.expires_at))
            for row in queries.open_invites()
        ],
    )


def _person_row(row: Row[Any], time_zone: str) -> PersonRow:
    return PersonRow(
        id=row.id,
        name=row.name,
        username=row.username,
        role=role_name(row.role),
        active=row.active,
        last_in=_day(row.last_in, time_zone),
        needs_counselor=row.active and row.role == Role.PARTICIPANT and not row.looked_after,
    )


def _day(at: datetime | None, time_zone: str) -> date | None:
    return today(time_zone, at) if at else None


@dataclass(frozen=True, slots=True)
class PersonPage:
    account: Account
    role: str
    is_participant: bool
    is_counselor: bool
    joined: date
    last_in: date | None
    devices: int
    """How many are signed in now."""
    reset_until: date | None
    """Until when a reset code that was issued works."""
    has_second_step: bool
    team: Sequence[Row[Any]]
    counselors: list[Row[Any]]
    """Those who could be added to the care team."""
    caseload: Sequence[Row[Any]]
    memberships: Sequence[Row[Any]]
    groups: list[Row[Any]]
    """Open groups that the person is not in."""


def person_page(account: Account, time_zone: str) -> PersonPage:
    is_participant, is_counselor = account.role == Role.PARTICIPANT, account.role == Role.COUNSELOR
    team = queries_teams.team_of(account.id) if is_participant else []
    memberships = queries_teams.memberships_of(account.id)
    there = {row.counselor_id for row in team}
    member_of = {row.group_id for row in memberships}
    counselors = queries_teams.active(Role.COUNSELOR) if is_participant else []
    return PersonPage(
        account=account,
        role=role_name(account.role),
        is_participant=is_participant,
        is_counselor=is_counselor,
        joined=today(time_zone, account.created_at),
        last_in=_day(queries.last_sign_in(account.id), time_zone),
        devices=queries.devices_signed_in(account.id, account.role),
        reset_until=_day(queries.reset_code_until(account.id), time_zone),
        has_second_step=not is_participant and has_second_factor(account.id),
        team=team,
        counselors=[row for row in counselors if row.id not in there],
        caseload=queries_teams.caseload_of(account.id) if is_counselor else [],
        memberships=memberships,
        groups=[row for row in queries_teams.groups() if not row.closed_at and row.id not in member_of],
    )


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: TherapyGroup
    members: Sequence[Row[Any]]
    others: list[Row[Any]]
    """Participants who are not in it."""


def group_page(group: TherapyGroup) -> GroupPage:
    members = queries_teams.members_of(group.id)
    there = {row.account_id for row in members}
    participants = queries_teams.active(Role.PARTICIPANT)
    return GroupPage(group, members, [row for row in participants if row.id not in there])


@dataclass(frozen=True, slots=True)
class Card:
    """What the paper says, in one language."""

    language: str
    title: str
    steps: list[str]
    until: str


@dataclass(frozen=True, slots=True)
class InviteCode:
    """A code, to be seen once."""

    code: str
    link: str
    """The code is after the #, where no server sees it."""
    address: str
    qr: Markup
    cards: list[Card]


def invite_code(code: str, root: str, program: str, until: date) -> InviteCode:
    """`root` is the address that people type, without a slash at its end."""
    link = f"{root}/join#{code}"
    drawing = segno.make(link, micro=False, error="m").svg_inline(scale=5, omitsize=True)
    cards = [_card(each.value, code, f"{root}/join", program, until) for each in Language]
    return InviteCode(
        code=code,
        link=link,
        address=f"{root}/join",
        qr=Markup(drawing),  # noqa: S704 -- squares drawn here, from our own link
        cards=sorted(cards, key=lambda card: card.language != language.get()),
    )


def _card(code_of_language: str, code: str, address: str, program: str, until: date) -> Card:
    """In a language that need not be the admin's."""
    before = language.set(code_of_language)
    try:
        return Card(
            language=code_of_language,
            title=_("Your invite to %(program)s", program=program),
            steps=[
                _("Point your phone’s camera at the square, or open %(address)s", address=address),
                _("The code is %(code)s", code=code),
                _("Choose a name and a password. No e‑mail needed."),
            ],
            until=_("It works once, until %(day)s. Keep it to yourself.", day=short_day(until)),
        )
    finally:
        language.reset(before)
