"""The list of triggers: by kind, with how often and how strong, and the plan that is active."""

from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.queries import CountVisit
from tests.triggers.rows import add_plan, add_trigger, add_urge, met_three_times
from webapp.extensions import db
from webapp.models import Account, now


def sections(html: str) -> dict[str, list[str]]:
    soup = BeautifulSoup(html, "html.parser")
    found = {}
    for section in soup.select("main section:not(#suggestion)"):
        assert section.h2
        found[section.h2.text] = [" ".join(li.text.split()) for li in section.select("li")]
    return found


def test_it_is_grouped_with_counts_and_means(cast: Cast) -> None:
    commute = add_trigger(cast)
    add_trigger(cast, slug="stress", name="", category="internal")
    add_trigger(cast, name="Saying goodbye", category="situation")
    add_urge(cast, commute, 5)
    add_urge(cast, commute, 8)
    add_urge(cast, commute, 10, deleted_at=now())
    found = sections(cast.as_("maya").get("/triggers").text)
    assert list(found) == ["Around me", "Inside me", "High-risk situations"]
    assert found["Around me"] == ["5 to 7 pm Came up 2 times 6.5 of 10 on average"]
    assert found["Inside me"] == ["Stress Has not come up yet"]


def test_the_most_met_comes_first(cast: Cast) -> None:
    add_trigger(cast, name="Never")
    add_urge(cast, add_trigger(cast, name="Once"))
    found = sections(cast.as_("maya").get("/triggers").text)["Around me"]
    assert [row.split(" ")[0] for row in found] == ["Once", "Never"]


def test_the_active_plan_is_shown_and_not_the_kept_one(cast: Cast) -> None:
    trigger = add_trigger(cast)
    add_plan(cast, trigger_id=trigger, act="take Linden Street")
    add_plan(cast, trigger_id=trigger, act="stay in bed", active=False)
    add_plan(cast, trigger_id=trigger, act="turn around", removed_at=now())
    html = cast.as_("maya").get("/triggers").text
    assert "take Linden Street" in html
    assert "stay in bed" not in html and "turn around" not in html


def test_hidden_ones_are_in_the_fold_only(cast: Cast) -> None:
    add_trigger(cast, hidden=True)
    soup = BeautifulSoup(cast.as_("maya").get("/triggers").text, "html.parser")
    assert not soup.select("main section")
    assert "5 to 7 pm" in soup.select_one("details#hidden").text


def test_an_empty_list_says_that_nothing_is_owed(cast: Cast) -> None:
    html = cast.as_("maya").get("/triggers").text
    assert "Nothing has to be here." in html
    assert "Add triggers" in html


def test_it_is_the_persons_own(cast: Cast) -> None:
    met_three_times(cast, add_trigger(cast, owner="jordan", name="of somebody else"), owner="jordan")
    assert "of somebody else" not in cast.as_("maya").get("/triggers").text


def test_in_spanish(cast: Cast) -> None:
    add_urge(cast, add_trigger(cast, slug="stress", name="", category="internal"))
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    html = cast.as_("maya").get("/triggers").text
    assert "Mis detonantes" in html
    assert "Estrés" in html
    assert "Apareció 1 vez" in html


def test_the_number_of_queries_is_the_same_for_many(cast: Cast, queries: CountVisit) -> None:
    met_three_times(cast, add_trigger(cast), "long-out-breath")
    few = queries("/triggers")
    for n in range(6):
        trigger = add_trigger(cast, name=f"Trigger {n}")
        met_three_times(cast, trigger, "urge-surfing")
        add_plan(cast, trigger_id=trigger, active=n < 3)
    assert queries("/triggers") == few == 8


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").get("/triggers").status_code == 401
    assert cast.as_("dana").get("/triggers").status_code == 403
