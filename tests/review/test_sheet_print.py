"""The sheet of somebody who logs a lot and shares all, on one Letter page."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Route

from tests.cast import Cast
from tests.plan.test_print import pages
from tests.support.browser import Browsers
from webapp.enums import ConsentCategory, Language
from webapp.extensions import db
from webapp.models import (
    Account,
    CheckIn,
    ExerciseAnswer,
    Lapse,
    ModuleProgress,
    PlanVersion,
    Practice,
    SessionNote,
    SignCheck,
    Trigger,
    Urge,
    UrgeTrigger,
    now,
)
from webapp.plan.sections import SECTIONS

pytestmark = pytest.mark.browser
DAYS, A_DAY = 90, 20
SKILLS = ("long-out-breath", "stop-and-step-back", "urge-surfing", "call-someone", "cold-water", "grounding-54321")
MODULES = ("sleep", "external-triggers")
LONG = "What I wrote that day is a few sentences long, as it is when it was hard and there was time to write. " * 3


def heavy(cast: Cast, name: str = "maya") -> None:
    """20 entries a day for 90 days, and as much as fits of all else."""
    dice, owner = random.Random(7), {"owner_id": cast[name]}
    with cast.app.app_context(), db.writing() as session:
        triggers = [Trigger(**owner, name=f"A thing that sets me off, {n}", category="external") for n in range(8)]
        session.add_all(triggers)
        session.flush()
        for back in range(DAYS):
            for n in range(A_DAY):
                at = datetime.now(UTC) - timedelta(days=back, minutes=20 * n)
                when = {"occurred_at": at, "utc_offset": -300, "day": (at - timedelta(hours=5)).date(), "note": LONG}
                starred = {"for_session": dice.random() < 0.2}
                if n == 0 and dice.random() < 0.8:
                    session.add(CheckIn(**owner, **when, **starred, mood=dice.randint(1, 5), craving=5, sleep_hours=6))
                elif n < 8:
                    session.add(Practice(**owner, **when, **starred, skill_key=dice.choice(SKILLS), before=7, after=n))
                elif n == 8 and back % 7 == 0:
                    session.add(SignCheck(**owner, **when, level="drifting", signs=["a", "b"]))
                    session.add(Lapse(**owner, **when, private=False, told_team=True))
                else:
                    urge = Urge(**owner, **when, **starred, word="craving", strength=dice.randint(0, 10))
                    session.add(urge)
                    session.flush()
                    session.add(UrgeTrigger(**owner, urge_id=urge.id, trigger_id=dice.choice(triggers).id))
        _kept(session, owner, cast["dana"])
    cast.consents(name, *ConsentCategory)


def _kept(session: Any, owner: dict[str, Any], counselor: Any) -> None:
    plain = [key for key, section in SECTIONS.items() if not section.stages and not section.weeks]
    for key in plain:
        version = PlanVersion(**owner, section=key, number=1, items=[{"text": LONG[:200]}] * 4)
        version.author_id = owner["owner_id"]
        session.add(version)
    for slug in MODULES:
        session.add(ModuleProgress(**owner, slug=slug, content_version=1, finished_at=now()))
        answers = {"wake.own": LONG, "strongest": LONG}
        session.add(ExerciseAnswer(**owner, slug=slug, content_version=1, answers=answers, private=False))
    for back in (0, 28, 28):
        met_on = (datetime.now(UTC) - timedelta(days=back, hours=5)).date()
        answer = {"answer": (LONG * 4)[:1000], "answered_at": now()}
        session.add(SessionNote(**owner, met_on=met_on, author_id=counselor, text=(LONG * 4)[:1000], **answer))


def test_all_of_a_heavy_user_is_on_one_page_in_both_languages(browsers: Browsers, cast: Cast) -> None:
    heavy(cast)
    for language in Language:
        with cast.app.app_context(), db.writing() as session:
            session.get_one(Account, cast["dana"]).language = language
        assert pages(printed(browsers, cast, f"/counselor/participants/{cast['maya']}/sheet")) == 1, language


def printed(browsers: Browsers, cast: Cast, path: str) -> bytes:
    dana, page = cast.as_("dana"), browsers.living().new_page()

    def answer(route: Route) -> None:
        with dana.get(route.request.url.removeprefix("http://localhost")) as response:
            route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.data)

    page.route("**/*", answer)
    reply = page.goto(f"http://localhost{path}")
    assert reply and reply.ok
    pdf = page.pdf(format="Letter")
    browsers.close(page.context)
    return pdf
