"""The audit log: what staff did and who signed in; never what a participant keeps in their own record."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.queries import CountVisit
from webapp.export.cells import guarded
from webapp.models import Account, Audit

DAY = datetime(2031, 6, 2, 16, 0, tzinfo=UTC)


def entry(minutes: int = 0, **values: Any) -> Audit:
    return Audit(
        **(
            {"at": DAY - timedelta(minutes=minutes), "actor_role": "admin", "action": "changed", "subject": "group"}
            | values
        )
    )


def file_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_newest_first_in_the_admins_time(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    put(
        entry(5, actor_id=cast["alex"], action="turned off", subject="account", owner_id=cast["maya"]),
        entry(0, actor_id=cast["dana"], actor_role="counselor", action="signed in", subject="device"),
    )
    page = alex.get("/admin/audit").text
    assert page.index("Signed in</strong> Device") < page.index("Turned off</strong> Account")
    assert "Jun 2, 2031, 12:00" in page
    assert "Maya" in page


def test_what_participants_keep_is_not_listed(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    own = {"actor_id": cast["maya"], "actor_role": "participant", "owner_id": cast["maya"]}
    put(
        entry(1, action="logged", subject="lapse", detail="canary-kind", **own),
        entry(2, action="changed", subject="focuses", **own),
        entry(3, action="joined", subject="account", **own),
    )
    page = alex.get("/admin/audit").text
    assert not any(word in page.lower() for word in ("lapse", "canary", "focuses", "logged"))
    assert "Joined</strong> Account" in page


def test_a_family_link_is_not_told(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    """Neither that there is one, nor when it was opened: in the list, under its person, in the file."""
    link = {"actor_role": "family", "subject": "family link", "owner_id": cast["maya"]}
    put(
        entry(1, action="opened", **link),
        entry(2, action="refused", detail="passcode", **link),
        entry(3, action="turned off", subject="account", owner_id=cast["maya"]),
    )
    shown = [alex.get(path).text for path in ("/admin/audit", f"/admin/audit?person={cast['maya']}")]
    assert all("Turned off" in page and "A record" not in page and "family" not in page.lower() for page in shown)
    assert "A record" not in alex.post("/admin/audit/exports").text


def test_what_staff_looked_at_is_not_told(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    look = {"actor_id": cast["dana"], "actor_role": "counselor", "owner_id": cast["maya"]}
    put(entry(action="viewed", subject="lapse", detail="lapses", **look))
    page = alex.get("/admin/audit").text
    assert "Looked at</strong> A record" in page
    assert "lapse" not in page.lower()


def test_by_action_and_person(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    put(
        entry(1, action="closed", actor_id=cast["alex"]),
        entry(2, action="assigned", subject="counselor", subject_id=cast["lee"], owner_id=cast["jordan"]),
        entry(3, action="assigned", subject="counselor", subject_id=cast["dana"], owner_id=cast["maya"]),
    )

    def shown(query: str) -> int:
        return alex.get(f"/admin/audit?{query}").text.count("<tr><td>")

    assert shown("") == 3
    assert shown("action=assigned") == 2
    assert shown(f"action=assigned&person={cast['jordan']}") == 1
    assert shown(f"person={cast['dana']}") == 1
    assert shown(f"person={cast['alex']}") == 1
    assert shown("action=added") == 0
    assert shown("person=not-an-id") == 3


def test_whose_names_both(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    put(entry(action="assigned", subject="counselor", subject_id=cast["lee"], owner_id=cast["jordan"]))
    assert "<td>Jordan, Lee</td>" in alex.get("/admin/audit").text


def test_pages_go_on_by_key_even_at_the_same_moment(alex: PageClient, put: Callable[..., None]) -> None:
    put(*(entry(detail=f"row-{number:03}") for number in range(120)))
    seen: list[str] = []
    path = "/admin/audit"
    for rows in (50, 50, 20):
        page = alex.get(path).text
        found = [f"row-{number:03}" for number in range(120) if f"row-{number:03}" in page]
        assert len(found) == rows
        seen += found
        path = page[: page.find("Show older")].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert len(set(seen)) == 120
    assert "Show older" not in page


def test_the_export_holds_what_the_page_shows(
    alex: PageClient, put: Callable[..., None], cast: Cast, trail: Callable[[], list[Any]]
) -> None:
    put(
        entry(5, actor_id=cast["alex"], action="turned off", subject="account", owner_id=cast["maya"]),
        entry(
            6, actor_id=cast["maya"], actor_role="participant", owner_id=cast["maya"], action="logged", subject="lapse"
        ),
    )
    answer = alex.post("/admin/audit/exports", data={"action": "", "person": ""})
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    assert file_of(answer.text) == [
        {
            "When (UTC)": "2031-06-02T15:55:00+00:00",
            "Who": "Alex",
            "Role": "Admin",
            "What": "Turned off",
            "Subject": "Account",
            "Whose": "Maya",
            "Detail": "",
        }
    ]
    assert trail()[-1] == ("exported", "audit", "")


def test_the_export_follows_the_filter(alex: PageClient, put: Callable[..., None]) -> None:
    put(entry(1, action="closed"), entry(2, action="added"))
    answer = alex.post("/admin/audit/exports", data={"action": "closed"})
    assert [row["What"] for row in file_of(answer.text)] == ["Closed"]


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20S(A1)",
        "\ufe661",
        " =1",
        "\u3000=1",
        "|x",
        "%x",
        "'=1",
    ],
)
def test_a_name_never_becomes_a_formula(alex: PageClient, put: Callable[..., None], name: str) -> None:
    person = Account(username="x", name=name, password_hash="x")
    put(person)
    put(entry(actor_id=person.id))
    answer = alex.post("/admin/audit/exports")
    assert file_of(answer.text)[0]["Who"] == f"'{name}"


def test_other_cells_stay_as_they_are() -> None:
    fine = ["Maya", "", " ", "a=1", "\uff2d", "\u2460"]
    assert [guarded(text) for text in fine] == fine


def test_an_export_needs_the_password_of_the_last_minutes(
    alex: PageClient, long_ago: None, put: Callable[..., None], stored: Stored, cast: Cast
) -> None:
    put(entry())
    answer = alex.post("/admin/audit/exports", data={"action": "closed", "person": cast["maya"]})
    assert answer.status_code == 303
    assert answer.location.startswith("/confirm?next=/admin/audit")
    assert len(stored(Audit)) == 1


def test_the_number_of_queries_does_not_grow(queries: CountVisit, put: Callable[..., None]) -> None:
    few = queries("/admin/audit")
    put(*(entry(detail=f"{number}") for number in range(40)))
    assert queries("/admin/audit") == few <= 8
