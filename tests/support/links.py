"""Family links of the stage, and who holds them.

Ruth is Maya's mother: her link shows all parts and is open in her browser. Sasha held a link that Maya ended; their
browser still has the cookie. The other holders each have a link that shows one part, or one that opens nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from webapp.accounts import passwords
from webapp.content.sharing import CURRENT, VERSION
from webapp.digests import hash_token
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import PlanVersion, ShareConsent, ShareLink, ShareOpening, ShareSession
from webapp.sharing.codes import meant
from webapp.sharing.vocabulary import FIRST, GROUPS, PARTS

if TYPE_CHECKING:
    from tests.support.scene import Scene, Writer

GUESTS = ("ruth", "sasha")
"""Members of the cast who have no account, only a link: tried at every route."""
ALL = [key for _title, parts in GROUPS for key in (part.key for part in parts)]
CODE = "7K3M-9QXT-2WHB-5RFD"
SHUT = ("unsigned", "paused", "tried out", "expired", "ended", "of a disabled account", "an hour later")
"""Links that open nothing: names of holders."""
OF_PARTS = {
    "signs": ("warning sign",),
    "people": ("person name", "relation", "when"),
    "days": ("counter label",),
    "reasons": ("reason 2",),
    "aftercare": ("aftercare",),
}
"""What a part shows of what the stage holds: names of `scene.texts`. Plan parts have a line each, named like them."""


def secret_of(holder: str) -> str:
    return f"secret-of-{holder.replace(' ', '-')}-0123456789"


def token_of(holder: str) -> str:
    return f"share-token-of-{holder.replace(' ', '-')}"


def texts_of(part: str) -> tuple[str, ...]:
    """Which texts of Maya's a part shows."""
    named = OF_PARTS.get(part, (f"plan {part}",) if PARTS[part].plan else ())
    return tuple(f"maya {name}" for name in named)


def write_plan_parts(writer: "Writer") -> None:
    """A line in each section that can be shown and has none yet."""
    for key, part in PARTS.items():
        if part.plan and key not in OF_PARTS:
            items = [{"text": writer.says(f"plan {key}", ConsentCategory.PLAN)}]
            version = writer.owned(PlanVersion, section=part.plan, number=1, items=items, author_id=writer.owner_id)
            writer.add(f"plan {key}", version)


def add_links(scene: "Scene", maya: "Writer", jordan: "Writer", noor: "Writer") -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    make(maya, "link", "ruth", ALL, name=maya.says("link name"))
    make(maya, "ended link", "sasha", ALL, ended_at=past)
    make(jordan, "link", "jo", ALL)
    for part in FIRST:
        make(maya, f"link of {part.key}", part.key, [part.key])
    for part in (part for _title, parts in GROUPS[1:] for part in parts):
        make(maya, f"link of {part.key}", part.key, [part.key])
    make(maya, "unsigned link", "unsigned", [], signed_at=None, expires_at=None, proposed=ALL, secret_hash=None)
    make(maya, "paused link", "paused", ALL, paused_at=past)
    make(maya, "tried out link", "tried out", ALL, tries=5)
    make(maya, "expired link", "expired", ALL, expires_at=past)
    make(maya, "second ended link", "ended", ALL, ended_at=past)
    make(noor, "link", "of a disabled account", ALL)
    make(maya, "hour", "an hour later", ALL, session_ends=past)
    make(maya, "passcode link", "passcode", ALL, passcode_hash=passwords.hash_password("blue-door-17"))
    for name in ("ruth",):
        shown = {text for part in ALL for text in texts_of(part)} | {"maya link name"}
        for text in shown:
            scene.canaries[scene.texts[text]] |= {name}


def make(
    writer: "Writer", what: str, holder: str, parts: list[str], *, session_ends: datetime | None = None, **more: Any
) -> ShareLink:
    """A link of the writer's, open in the browser of its holder, with an opening and a consent."""
    moment = datetime.now(UTC)
    values: dict[str, Any] = {
        "name": holder.title(),
        "relation": "parent",
        "sections": parts,
        "days": 30,
        "signed_at": moment,
        "expires_at": moment + timedelta(days=30),
        "secret_hash": hash_token(secret_of(holder)),
        "code_hash": passwords.hash_password(meant(CODE)),
        "public_id": public_id_of(holder),
    }
    link = ShareLink(owner_id=writer.owner_id, **values | more)
    writer.add(what, link)
    db.session.add(
        ShareSession(
            link_id=link.id,
            token_hash=hash_token(token_of(holder)),
            language="en",
            ends_at=session_ends or moment + timedelta(hours=1),
        )
    )
    db.session.add(
        ShareConsent(
            owner_id=writer.owner_id,
            link_id=link.id,
            text_version=VERSION,
            text_hash=CURRENT.fingerprint,
            language="en",
            patient=writer.owner.title(),
            program="Test program",
            recipient=link.name,
            relation=link.relation,
            sections=parts,
            expires_at=moment + timedelta(days=30),
        )
    )
    db.session.add(ShareOpening(owner_id=writer.owner_id, link_id=link.id, kind="opened", device="iPhone, Safari"))
    db.session.flush()
    return link


def public_id_of(holder: str) -> str:
    """Eight signs, the same in each run."""
    return (hash_token(holder)[:8]).upper().translate(str.maketrans("ILOU", "1100"))
