"""The address of a link: the same page for every link and for none; looking at it counts as nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.family import Link, knock, make, rows, trail
from tests.support.snapshots import Snapshot
from webapp.extensions import db
from webapp.models import Account

BOTS = (
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Discordbot/2.0; +https://discordapp.com",
    "Twitterbot/1.0",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)",
    "SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (Windows NT 10.0) MSTeams SafeLinks",
    "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 iMessageBot facebookexternalhit/1.1 Facebot Twitterbot/1.0",
)


def test_looking_counts_as_nothing(cast: Cast) -> None:
    """Twelve programs that make previews, a hundred times each: the link still opens, and nobody was there."""
    link = make(cast)
    client = cast.as_("nobody", lint=False)
    before = Snapshot(cast.app.extensions["foothold_engine"])
    for bot in BOTS:
        for turn in range(100):
            ask = client.head if turn % 2 else client.get
            assert ask(link.door, headers={"User-Agent": bot}).status_code == 200
    assert before.changes(Snapshot(cast.app.extensions["foothold_engine"])) == {}
    assert rows(cast, "ShareOpening") == []
    assert knock(client, link).status_code == 303


def test_a_preview_says_nothing(cast: Cast) -> None:
    link = make(cast, name="Aunt Rosa", sections=["signs", "people"])
    answer = cast.as_("nobody").get(link.door, headers={"User-Agent": BOTS[1]})
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.title.text == "Shared page"
    assert page.select_one("meta[property='og:title']")["content"] == "Shared page"
    for word in ("Maya", "Rosa", "Test program", "Foothold", "recovery", "sober", "clinic", "plan", "warning"):
        assert word not in answer.text, word
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin", "another site learns nothing of where its visitor was"
    assert not page.select("a[href^=http]") and not page.select("img")
    assert "Set-Cookie" not in answer.headers


def nowhere(text: str) -> str:
    """Without the id that was asked for, which stands in the form."""
    return re.sub(r"/s/\w+", "/s/", text)


def end(cast: Cast, link: Link) -> None:
    cast.as_("maya").post(f"/sharing/{link.id}/ending")


def pause(cast: Cast, link: Link) -> None:
    cast.as_("maya").post(f"/sharing/{link.id}/pausing")


def disable(cast: Cast, _link: Link) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).active = False


def try_out(cast: Cast, link: Link) -> None:
    for _ in range(5):
        knock(cast.as_("nobody"), link, passcode="not this one")


@pytest.mark.parametrize("shut", [end, pause, disable, try_out], ids=lambda shut: shut.__name__)
def test_what_does_not_open_looks_like_what_never_was(cast: Cast, shut: Callable[..., Any]) -> None:
    link = make(cast, passcode="blue-door-17")
    unknown = Link(link.id, "00000000", link.secret, link.code)
    client = cast.as_("nobody")
    shut(cast, link)
    same = {"secret": link.secret, "passcode": "blue-door-17"}
    told, never = (client.post(one.door, data=same) for one in (link, unknown))
    assert (told.status_code, never.status_code) == (404, 404)
    assert nowhere(told.text) == nowhere(never.text)
    assert nowhere(client.get(link.door).text) == nowhere(client.get(unknown.door).text)
    assert dict(told.headers) == dict(never.headers)


def test_expired_unknown_and_wrong_are_the_same_bytes(cast: Cast) -> None:
    link = make(cast, days="7")
    client = cast.as_("nobody")
    wrong = [
        client.post(link.door, data={"secret": "x" * 43}),
        client.post(link.door, data={"code": "0000-0000-0000-0000"}),
        client.post(link.door, data={}),
        client.post(link.door, data={"secret": "x" * 500}),
        client.post(link.door, data={"secret": ["a", "b"]}),
        client.post("/s/no-such-link", data={"secret": link.secret}),
        client.post("/s/" + "9" * 300, data={"code": link.code}),
    ]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=7, seconds=5)):
        wrong.append(client.post(link.door, data={"secret": link.secret}))
    assert {answer.status_code for answer in wrong} == {404}
    assert len({nowhere(re.sub(r"/s/[\w-]+", "/s/", answer.text)) for answer in wrong}) == 1
    assert "This did not open" in wrong[0].text
    assert rows(cast, "ShareSession") == [] and trail(cast) == [("made", "participant", "signed")]


def test_the_id_may_be_typed_as_it_was_read(cast: Cast) -> None:
    link = make(cast)
    typed = Link(link.id, link.public_id.lower().replace("0", "o").replace("1", "l"), link.secret, link.code)
    assert knock(cast.as_("nobody"), typed).status_code == 303
