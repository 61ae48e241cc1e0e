"""Accounting of disclosures: who got what, why and when, 3 or 6 years back, on paper and as a table."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import col, select, update

from tests.cast import Cast
from tests.trail.conftest import Looked
from webapp.extensions import db
from webapp.models import Account, Audit, Device, OutsideConsent, ShareLink, now, uuid7

DAY = 60 * 24
Keep = Any


def paper(cast: Cast, years: int = 6) -> list[str]:
    answer = cast.as_("maya").get(f"/who-looked/accounting?back={years}")
    assert answer.status_code == 200
    rows = BeautifulSoup(answer.text, "html.parser").select("ol.rows > li")
    return [" | ".join(" ".join(part.text.split()) for part in row.select("p")) for row in rows]


def table(cast: Cast, years: int = 6) -> list[dict[str, str]]:
    answer = cast.as_("maya").post("/who-looked/accounting/exports", data={"back": years})
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


@pytest.fixture
def disclosed(cast: Cast, looked: Looked, keep: Keep) -> None:
    """Two looks of Dana, one opening of a link, one file for somebody outside."""
    link = ShareLink(owner_id=cast["maya"], public_id="p", name="Mom", relation="parent", days=7)
    consent = OutsideConsent(
        owner_id=cast["maya"], recipient="=Dr. Lopez", organization="Lakeside", categories=["urges"], text_version="x",
        text_hash="x", language="en", patient="Maya", program="P", expires_at=now(), purpose="treatment",
    )  # fmt: skip
    keep(link, consent)
    looked(3 * DAY, detail="urges:2026-01-02 plan")
    looked(1 * DAY, detail="plan")
    looked(5, by=None, actor_role="family", subject="family link", action="opened", subject_id=link.id, detail="")
    looked(4, by="maya", subject="outside consent", action="exported", subject_id=consent.id)
    looked(3, by="maya", subject="consent", action="shared")
    looked(2, by="maya", subject="everything", action="exported", detail="")


@pytest.mark.usefixtures("disclosed")
class TestWhatIsInIt:
    def test_on_paper_by_whom(self, cast: Cast) -> None:
        file, link, dana = paper(cast)
        assert file.startswith("=Dr. Lopez, Lakeside | Your urges | Their care for me · 1 time · ")
        assert link.startswith("Mom, by a family link | The page that you signed for | You asked for it · 1 time · ")
        assert dana.startswith("Dana, of your care team | Your urges and your plan | Your care, with your consent")
        assert "2 times" in dana and " – " in dana

    def test_as_a_table_each_time(self, cast: Cast) -> None:
        rows = table(cast)
        assert [row["To whom"] for row in rows] == [
            "Dana, of your care team",
            "Dana, of your care team",
            "Mom, by a family link",
            "'=Dr. Lopez, Lakeside",
        ]
        assert rows[0]["Which days"] == "urges:2026-01-02 plan" and rows[1]["Which days"] == ""
        assert rows[0]["What"] == "Your urges and your plan"
        assert datetime.fromisoformat(rows[0]["When (UTC)"]).tzinfo

    def test_in_spanish(self, cast: Cast) -> None:
        with cast.app.app_context(), db.writing() as session:
            session.get_one(Account, cast["maya"]).language = "es"
        assert "Mom, con un enlace para la familia" in paper(cast)[1]
        assert table(cast)[0]["A quién"] == "Dana, de tu equipo"

    def test_the_table_is_noted(self, cast: Cast) -> None:
        table(cast, 3)
        with cast.app.app_context():
            row = db.first(select(Audit.action, Audit.detail).where(col(Audit.subject) == "accounting"))
        assert row and tuple(row) == ("exported", "3 years")


@pytest.mark.parametrize(("years", "found"), [(3, 1), (6, 2)])
def test_how_far_back(cast: Cast, looked: Looked, years: int, found: int) -> None:
    looked(365 * 2 * DAY, detail="plan")
    looked(365 * 5 * DAY, by="lee", detail="urges")
    looked(365 * 7 * DAY, by="alex", detail="urges")
    assert len(paper(cast, years)) == len(table(cast, years)) == found


def test_a_table_of_any_length(cast: Cast) -> None:
    rows = [
        Audit(
            at=datetime.now(UTC) - timedelta(minutes=n), action="viewed", subject="record", actor_id=cast["dana"],
            actor_role="counselor", owner_id=cast["maya"], detail="urges",
        )
        for n in range(1203)
    ]  # fmt: skip
    with cast.app.app_context(), db.writing() as session:
        session.add_all(rows)
    assert len(table(cast)) == 1203
    assert len(paper(cast)) == 1


def test_what_is_no_number_of_years_is_six(cast: Cast) -> None:
    assert "the last 6 years" in cast.as_("maya").get("/who-looked/accounting?back=99").text


def test_the_table_asks_for_the_password(cast: Cast) -> None:
    with cast.app.app_context(), db.writing():
        db.run(update(Device).values(confirmed_at=now() - timedelta(hours=1)))
    asked = cast.as_("maya").post("/who-looked/accounting/exports", data={"back": 3})
    assert (asked.status_code, asked.location) == (303, "/confirm?next=/who-looked/accounting?back%3D3")


def test_others_are_refused(cast: Cast) -> None:
    for name, code in (("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).get("/who-looked/accounting").status_code == code
        assert cast.as_(name).post("/who-looked/accounting/exports").status_code == code


def test_nothing_of_others(cast: Cast, looked: Looked) -> None:
    looked(owner_id=cast["jordan"])
    looked(1, subject_id=uuid7(), owner_id=None)
    assert paper(cast) == [] and table(cast) == []
