"""The directory on one page: what is certain is shown, what is not waits; light enough for a slow network."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import phonenumbers
import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.resources.conftest import Put, Stored, own
from tests.support.client import PageClient
from tests.support.queries import CountVisit
from webapp.content.resources import NATIONAL, NEEDS, Confidence
from webapp.formatting import dialable
from webapp.models import CrisisLine, Resource, now
from webapp.resources.directory import fingerprint


def soup_of(client: PageClient, path: str = "/resources") -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def every_page(client: PageClient) -> str:
    """The text of all entries' pages, the list and the paper."""
    paths = ["/resources", "/resources/paper", *(f"/resources/{slug}" for slug in NATIONAL)]
    return "\n".join(answer.text for path in paths if (answer := client.get(path)).status_code == 200)


def hrefs(soup: BeautifulSoup, *schemes: str) -> list[str]:
    return [link["href"] for link in soup.select("main a[href]") if urlsplit(link["href"]).scheme in schemes]


def test_each_organisation_is_there_once_under_its_need(maya: PageClient) -> None:
    soup = soup_of(maya)
    listed = [link["href"].rpartition("/")[2] for link in soup.select("details li > p > a[href^='/resources/']")]
    assert sorted(listed) == sorted(slug for slug, entry in NATIONAL.items() if entry.listed == "always")
    assert len(listed) > 80
    assert [fold["id"] for fold in soup.select("details[id]")] == [f"need-{slug}" for slug in NEEDS]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_light(cast: Cast, speaks: Callable[[str, str], None], language: str) -> None:
    speaks("maya", language)
    browser = cast.as_("maya", lint=False)
    for coding in ("gzip", "br", "zstd"):
        answer = browser.get("/resources", headers={"Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] == coding
        assert len(answer.data) < 15_000, (coding, len(answer.data))


@pytest.mark.whole
def test_numbers_and_hours_nobody_has_seen_are_on_no_page(maya: PageClient) -> None:
    said = every_page(maya)
    unseen = [line.number for entry in NATIONAL.values() for line in entry.lines if line.confidence == "C"]
    known = {line.number for entry in NATIONAL.values() for line in entry.lines if line.confidence != "C"}
    assert len(unseen) > 30
    text, links = BeautifulSoup(said, "html.parser").get_text(" "), set(re.findall(r'href="(?:tel|sms):([^"?]+)', said))
    hidden = [number for number in unseen if number not in known]
    assert [number for number in hidden if re.search(rf"(?<!\d){number}(?!\d)", text)] == []
    assert [number for number in hidden if dialable(number) in links] == []
    for slug, entry in NATIONAL.items():
        if entry.hours and entry.hours.confidence == Confidence.UNSEEN and entry.listed == "always":
            assert "Hours" not in soup_of(maya, f"/resources/{slug}").text, slug


def test_a_confirmed_number_is_shown_with_the_month_of_the_check(maya: PageClient, put: Put, cast: Cast) -> None:
    assert "844-762-8483" not in maya.get("/resources/stronghearts").text
    put(Resource(slug="stronghearts", confirmed_at=now(), confirmed_of=fingerprint("stronghearts")))
    page = maya.get("/resources/stronghearts").text
    assert "844-762-8483" in page and "tel:+18447628483" in page
    assert "by your program" in page and "Day and night" in page


def test_a_confirmation_of_other_numbers_confirms_nothing(maya: PageClient, put: Put) -> None:
    put(Resource(slug="stronghearts", confirmed_at=now(), confirmed_of="of an older number"))
    assert "844-762-8483" not in maya.get("/resources/stronghearts").text


def test_a_line_confirmed_on_help_now_is_confirmed_here(maya: PageClient, put: Put) -> None:
    assert "800-222-1222" not in maya.get("/resources/poison-help").text
    put(CrisisLine(slug="poison-help", confirmed_at=now()))
    assert "tel:+18002221222" in maya.get("/resources/poison-help").text


def test_what_has_to_be_checked_first_is_not_listed(maya: PageClient, put: Put) -> None:
    assert maya.get("/resources/heroin-anonymous").status_code == 404
    assert "Heroin Anonymous" not in maya.get("/resources").text
    put(Resource(slug="heroin-anonymous", confirmed_at=now(), confirmed_of=fingerprint("heroin-anonymous")))
    assert "Heroin Anonymous" in maya.get("/resources").text


@pytest.mark.whole
def test_each_page_says_when_it_was_last_checked(maya: PageClient) -> None:
    for slug, entry in NATIONAL.items():
        if entry.listed == "always":
            assert "November 2026" in soup_of(maya, f"/resources/{slug}").select("dl")[0].text, slug


def test_so_do_the_clinics_own(maya: PageClient, put: Put, stored: Stored) -> None:
    put(own(confirmed_at=datetime(2026, 6, 10, 12, tzinfo=UTC)))
    (row,) = stored(Resource)
    (said,) = soup_of(maya, f"/resources/{row.id}").select("dl > div:last-child")
    assert " ".join(said.get_text(" ").split()) == "Last checked June 2026, by your program"


def test_single_sources_say_so_in_the_list(maya: PageClient, put: Put) -> None:
    def dated() -> int:
        return maya.get("/resources").text.count("Last checked November 2026")

    before = dated()
    assert before > 8
    put(
        Resource(
            slug="trans-lifeline", confirmed_at=now() - timedelta(days=3), confirmed_of=fingerprint("trans-lifeline")
        )
    )
    assert dated() == before - 1


def test_harm_reduction_only_where_the_program_shows_it(maya: PageClient, program: Callable[..., None]) -> None:
    assert "Never Use Alone" in maya.get("/resources").text
    program(harm_reduction=False)
    page = maya.get("/resources").text
    assert "Never Use Alone" not in page and "NASEN" not in page
    assert "Naloxone" in page
    assert maya.get("/resources/never-use-alone").status_code == 404


@pytest.mark.whole
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_link_is_one_that_a_phone_takes(
    maya: PageClient, put: Put, speaks: Callable[[str, str], None], language: str
) -> None:
    """Everything confirmed, so that every number is on its page."""
    speaks("maya", language)
    put(*(Resource(slug=slug, confirmed_at=now(), confirmed_of=fingerprint(slug)) for slug in NATIONAL))
    found = set()
    for slug in NATIONAL:
        found |= set(hrefs(soup_of(maya, f"/resources/{slug}"), "tel", "sms", "http", "https", "geo"))
    assert len(found) > 130
    assert [link for link in sorted(found) if not well_formed(link)] == []


def well_formed(link: str) -> bool:
    if link.startswith("https://"):
        return re.fullmatch(r"https://[\w.-]+\.[a-z]{2,4}(/[\w./-]*)?", link) is not None
    found = re.fullmatch(r"(tel:|sms:)(\+1\d{10}|\d{3}|\d{5,6})(\?body=[A-Za-z]+)?", link)
    if not found or (found[3] and found[1] == "tel:"):
        return False
    return not found[2].startswith("+") or phonenumbers.is_valid_number(phonenumbers.parse(found[2]))


def test_outside_links_say_nothing_of_where_one_came_from(maya: PageClient) -> None:
    for path in ("/resources", "/resources/smart-recovery"):
        links = [link for link in soup_of(maya, path).select("main a") if urlsplit(link["href"]).scheme == "https"]
        assert links
        assert {" ".join(link["rel"]) for link in links} == {"noopener noreferrer"}


def test_the_clinics_own_come_first(maya: PageClient, put: Put) -> None:
    put(own(position=1, name="Second kitchen"), own(position=0), own(position=2, name="Gone", shown=False))
    names = [link.text for link in soup_of(maya).select("#need-bills li > p:first-child > a")]
    assert names[:3] == ["Cedar food bank", "Second kitchen", "211"]
    assert "Gone" not in names


def test_a_hidden_national_one_is_gone(maya: PageClient, put: Put) -> None:
    put(Resource(slug="dbsa", shown=False))
    assert "DBSA" not in maya.get("/resources").text
    assert maya.get("/resources/dbsa").status_code == 404


def test_spanish(maya: PageClient, speaks: Callable[[str, str], None], put: Put) -> None:
    speaks("maya", "es")
    put(own(about_es="Cajas los viernes"))
    page = maya.get("/resources").text
    assert "Alcohólicos Anónimos" in page and "Cajas los viernes" in page
    assert 'href="sms:988?body=AYUDA"' in page
    assert "En Inglés." in page or "En inglés." in page, "what serves English only says so"


def test_the_number_of_queries_stays(queries: CountVisit, put: Put) -> None:
    before = queries("/resources")
    put(*(own(name=f"Place {n}") for n in range(30)))
    assert queries("/resources") == before <= 7


def test_who_may_not_come_in(cast: Cast) -> None:
    for path in ("/resources", "/resources/paper", "/resources/dbsa", "/resources/dbsa/contact.vcf"):
        assert cast.as_("nobody").get(path).status_code == 401
        assert cast.as_("dana").get(path).status_code == 403
