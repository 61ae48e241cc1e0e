"""Links as their owner sees them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import segno
from markupsafe import Markup
from sqlalchemy import Row

from webapp.access import Me
from webapp.content.sharing import CURRENT, SIGNED, VERSION
from webapp.content.texts import say
from webapp.formatting import short_day
from webapp.guests import Shown
from webapp.i18n import _, ngettext
from webapp.models import ShareLink, now
from webapp.moments import today
from webapp.sharing import queries
from webapp.sharing.contents import names_of, relation_name, when
from webapp.sharing.services import Keys, state_of
from webapp.sharing.vocabulary import OpeningKind, State

LIVE = frozenset({State.WORKS, State.PAUSED, State.TRIED})


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link in the list."""

    id: UUID
    name: str
    relation: str
    state: State
    says: str
    parts: str
    openings: str


@dataclass(frozen=True, slots=True)
class LinkList:
    unsigned: list[LinkRow]
    live: list[LinkRow]
    over: list[LinkRow]


@dataclass(frozen=True, slots=True)
class OpeningRow:
    when: str
    says: str
    is_refusal: bool


@dataclass(frozen=True, slots=True)
class SignedRow:
    """What was signed, as it was worded then."""

    when: str
    title: str
    meaning: str
    free: str
    elements: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LinkPage:
    row: LinkRow
    address: str
    has_passcode: bool
    waits: str
    """Parts that are wanted and not signed for, in words."""
    openings: list[OpeningRow]
    earlier: int
    """Openings that are not listed."""
    signed: list[SignedRow]

    @property
    def is_live(self) -> bool:
        return self.row.state in LIVE


@dataclass(frozen=True, slots=True)
class Signing:
    """What `sharing/preview.html` asks the participant to sign."""

    title: str
    meaning: str
    free: str
    button: str
    elements: list[tuple[str, str]]
    text_version: str


@dataclass(frozen=True, slots=True)
class Handover:
    """The link, to be seen once."""

    link: str
    address: str
    """What is typed where there is no script; then the code."""
    code: str
    qr: Markup


def link_list(person: Me) -> LinkList:
    rows = [_row(row, person.time_zone, row.openings, row.last_opened) for row in queries.links(person.id)]
    return LinkList(
        unsigned=[row for row in rows if row.state is State.UNSIGNED],
        live=[row for row in rows if row.state in LIVE],
        over=[row for row in rows if row.state in {State.EXPIRED, State.ENDED}],
    )


def link_page(link: ShareLink, person: Me, root: str) -> LinkPage:
    rows = queries.openings(person.id, link.id)
    total = queries.count_of_openings(person.id, link.id)
    return LinkPage(
        row=_row(link, person.time_zone, 0, None),
        address=f"{root}/s/{link.public_id}",
        has_passcode=link.passcode_hash is not None,
        waits=names_of([key for key in link.proposed or [] if key not in link.sections]),
        openings=[_opening(row, person.time_zone) for row in rows],
        earlier=total - len(rows),
        signed=[_signed(row, person.time_zone) for row in queries.signed(person.id, link.id)],
    )


def _row(link: Row[Any] | ShareLink, zone: str, openings: int, last: Any) -> LinkRow:
    state = state_of(link)
    return LinkRow(
        id=link.id,
        name=link.name,
        relation=relation_name(link.relation),
        state=state,
        says=_says(link, state, zone),
        parts=names_of(link.sections or link.proposed or []),
        openings=_openings(openings, last, zone),
    )


def _says(link: Row[Any] | ShareLink, state: State, zone: str) -> str:
    if state is State.UNSIGNED:
        return _("Not signed yet. It opens nothing.")
    if state is State.ENDED:
        return _("You ended it: %(when)s", when=when(zone, link.ended_at))
    if state is State.EXPIRED:
        return _("It ran out: %(when)s", when=when(zone, link.expires_at))
    if state is State.PAUSED:
        return _("Paused, opens nothing now. Its end: %(when)s", when=when(zone, link.expires_at))
    if state is State.TRIED:
        return _("Paused after 5 wrong passcodes. It opens nothing until you resume it.")
    return _("Works until %(when)s", when=when(zone, link.expires_at))


def _openings(count: int, last: Any, zone: str) -> str:
    if not count:
        return _("Not opened yet")
    times = ngettext("Opened %(num)d time", "Opened %(num)d times", count)
    return _("%(times)s, last on %(day)s", times=times, day=short_day(today(zone, last)))


def _opening(row: Row[Any], zone: str) -> OpeningRow:
    device = row.device if row.device not in {"", "?"} else _("unknown device")
    refused = row.kind == OpeningKind.WRONG_PASSCODE
    text = _("Wrong passcode, %(device)s", device=device) if refused else _("Opened, %(device)s", device=device)
    return OpeningRow(when(zone, row.at), text, refused)


def _signed(row: Row[Any], zone: str) -> SignedRow:
    text = SIGNED[row.text_version]
    values = _values(row.patient, row.program, row.recipient, row.relation, row.sections, when(zone, row.expires_at))
    return SignedRow(
        when=when(zone, row.signed_at),
        title=say(text.title),
        meaning=say(text.meaning),
        free=say(text.free),
        elements=[(say(element.title), say(element.text, **values)) for element in text.elements],
    )


def _values(name: str, program: str, recipient: str, relation: str, parts: list[str], until: str) -> dict[str, str]:
    return {
        "name": name,
        "program": program or _("Your program"),
        "recipient": recipient,
        "relation": relation_name(relation).lower(),
        "sections": names_of(parts),
        "until": until,
    }


def shown(link: ShareLink, person: Me) -> Shown:
    """What whoever has the link would see if all that is proposed were signed now."""
    return Shown(
        owner_id=person.id,
        owner_name=person.name,
        recipient=link.name,
        relation=link.relation,
        sections=link.proposed or link.sections,
        signed_at=link.signed_at or now(),
        expires_at=link.expires_at or now() + timedelta(days=link.days),
        time_zone=person.time_zone,
        program_name=person.program_name,
    )


def signing(link: ShareLink, person: Me) -> Signing:
    """For a link with something to sign."""
    view = shown(link, person)
    until = when(person.time_zone, view.expires_at)
    values = _values(person.name, person.program_name, link.name, link.relation, view.sections, until)
    return Signing(
        title=say(CURRENT.title),
        meaning=say(CURRENT.meaning),
        free=say(CURRENT.free),
        button=say(CURRENT.button),
        elements=[(say(element.title), say(element.text, **values)) for element in CURRENT.elements],
        text_version=VERSION,
    )


def handover(link: ShareLink, keys: Keys, root: str) -> Handover:
    """`root` is the address that people type, without a slash at its end."""
    address = f"{root}/s/{link.public_id}"
    whole = f"{address}#{keys.secret}"
    drawing = segno.make(whole, micro=False, error="m").svg_inline(scale=5, omitsize=True)
    return Handover(whole, address, keys.code, Markup(drawing))  # noqa: S704 -- squares drawn here, from our own link
