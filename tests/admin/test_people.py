"""The list of people: who has an account, and nothing of what they write or work on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.digests import hash_token
from webapp.models import Account, Audit, Device, FocusChoice, Invite, Urge, now, uuid7


def names(page: str) -> list[str]:
    """In the order of the page."""
    found = {name: page.find(f">{name}</a>") for name in ("Alex", "Dana", "Jordan", "Lee", "Maya", "Noor")}
    return sorted((name for name, place in found.items() if place > 0), key=found.__getitem__)


def test_everybody_whose_account_is_on_by_name(alex: PageClient) -> None:
    page = alex.get("/admin").text
    assert names(page) == ["Alex", "Dana", "Jordan", "Lee", "Maya"]


def test_by_kind(alex: PageClient) -> None:
    assert names(alex.get("/admin?show=counselor").text) == ["Dana", "Lee"]
    assert names(alex.get("/admin?show=off").text) == ["Noor"]
    assert len(names(alex.get("/admin?show=nonsense").text)) == 5


def test_who_has_no_counselor_is_marked(alex: PageClient) -> None:
    page = alex.get("/admin?show=participant").text
    assert page.count("No counselor yet") == 1
    assert page.index("Jordan") < page.index("No counselor yet") < page.index("Maya")


def test_the_day_of_the_last_sign_in_is_in_the_admins_zone(
    alex: PageClient, put: Callable[..., None], cast: Cast
) -> None:
    at = datetime(2031, 6, 2, 3, 30, tzinfo=UTC)  # half past eleven in the evening before, in New York
    put(Device(account_id=cast["maya"], token_hash=hash_token("x"), label="", created_at=at, last_seen_at=at))
    assert "Jun 1, 2031" in alex.get("/admin?show=participant").text


def test_only_sessions_that_live_are_counted(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    at = now() - timedelta(days=31)
    put(Device(account_id=cast["maya"], token_hash=hash_token("old"), label="Old", created_at=at, last_seen_at=at))
    page = " ".join(alex.get(f"/admin/people/{cast['maya']}").text.split())
    assert "Signed in now</dt><dd>1 device<" in page


def test_nothing_clinical(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    at = {"occurred_at": now(), "utc_offset": 0, "day": now().date()}
    put(Urge(owner_id=cast["jordan"], strength=9, note="canary-of-jordan", **at))
    put(FocusChoice(owner_id=cast["jordan"], focus="gambling"))
    for path in ("/admin", f"/admin/people/{cast['jordan']}", f"/admin/people/{cast['maya']}"):
        page = alex.get(path).text.lower()
        assert "jordan" in page or "maya" in page
        assert not any(word in page for word in ("canary", "gambling", "alcohol", "craving", "urge"))


def test_search_finds_a_part_of_a_name(alex: PageClient) -> None:
    page = alex.post("/admin/searches", data={"name": "AY"})
    assert page.status_code == 200
    assert names(page.text) == ["Maya"]


def test_search_finds_those_whose_account_is_off(alex: PageClient) -> None:
    assert names(alex.post("/admin/searches", data={"name": "noor"}).text) == ["Noor"]


def test_search_takes_signs_as_they_are(alex: PageClient) -> None:
    assert names(alex.post("/admin/searches", data={"name": "%"}).text) == []
    assert names(alex.post("/admin/searches", data={"name": "m_ya"}).text) == []


def test_a_search_that_is_too_long_keeps_what_was_typed(alex: PageClient) -> None:
    page = alex.post("/admin/searches", data={"name": "x" * 201})
    assert page.status_code == 422
    assert "200 characters fit" in page.text
    assert "x" * 201 in page.text


def test_more_people_than_fit_on_a_page(alex: PageClient, put: Callable[..., None]) -> None:
    def person(number: int) -> Account:
        name = f"Person {number:03}"
        return Account(username=name.replace(" ", "."), name=name, password_hash="x")

    put(*(person(number) for number in range(100)))
    first = alex.get("/admin?show=participant").text
    assert "Person 047" in first
    assert "Person 048" not in first
    last = names_after = alex.get(_more(first)).text
    assert "Person 048" in last
    assert "Person 097" in names_after
    assert "Person 098" not in names_after
    assert "Show more people" not in alex.get(_more(names_after)).text


def _more(page: str) -> str:
    link = page[: page.index("Show more people")].rpartition('href="')[2]
    return link.partition('"')[0].replace("&amp;", "&")


def test_open_invites_are_listed_and_others_not(alex: PageClient, put: Callable[..., None]) -> None:
    def invite(note: str, days: int = 1, **more: object) -> Invite:
        until = now() + timedelta(days=days)
        return Invite(code_hash=str(uuid7()), role="counselor", note=note, expires_at=until, **more)

    put(invite("for Sam"), invite("too old", -1), invite("used up", used_at=now()), invite("gone", withdrawn_at=now()))
    page = alex.get("/admin").text
    assert "for Sam" in page
    assert not any(note in page for note in ("too old", "used up", "gone"))


def test_the_number_of_queries_does_not_grow(
    queries: Callable[[str], int], put: Callable[..., None], cast: Cast
) -> None:
    few = queries("/admin"), queries(f"/admin/people/{cast['maya']}")
    put(*(Account(username=f"p{number}", name=f"P{number}", password_hash="x") for number in range(30)))
    assert (queries("/admin"), queries(f"/admin/people/{cast['maya']}")) == few
    assert max(few) <= 9


def test_reading_writes_nothing(alex: PageClient, stored: Stored, cast: Cast) -> None:
    for path in ("/admin", "/admin/program", "/admin/audit", "/admin/crisis-lines", f"/admin/people/{cast['dana']}"):
        assert alex.get(path).status_code == 200
    assert stored(Audit) == []


def test_a_person_who_never_was(alex: PageClient) -> None:
    assert alex.get(f"/admin/people/{uuid7()}").status_code == 404


def test_in_spanish(alex: PageClient, cast: Cast) -> None:
    alex.post("/account", data={"name": "Alex", "language": "es", "theme": "system", "text_size": "normal"})
    assert "Sin consejería todavía" in alex.get("/admin").text
    assert "Desactivar esta cuenta" in alex.get(f"/admin/people/{cast['maya']}").text
