"""Who sees what, told from both sides: given, read, taken back while the page is open, taken along, left."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.support.browser import follow
from webapp.content.consent import CURRENT
from webapp.content.outside import NOTICE
from webapp.extensions import db
from webapp.models import Urge

Enter = Callable[..., Page]


def log(cast: Cast, times: int) -> None:
    """So many urges of Maya's, the newest an hour ago."""
    with cast.app.app_context(), db.writing() as session:
        for n in range(times):
            at = datetime.now(UTC) - timedelta(hours=1 + 6 * n)
            when = {"occurred_at": at, "utc_offset": -300, "day": (at - timedelta(hours=5)).date()}
            session.add(Urge(owner_id=cast["maya"], word="craving", strength=5, note=f"zq note {n}", **when))


def test_taken_back_while_the_page_is_open(enter: Enter, cast: Cast, words: Words, watch: Watch) -> None:
    watch.allow(404)
    log(cast, 35)
    maya, dana = enter("maya", words.language), enter("dana", words.language)
    # given Maya shares her urges for 30 days
    maya.goto("/consents")
    for category in ("urges", "notes"):
        maya.locator(f"input[name=share][value='{category}']").check()
    maya.locator("input[name=until][value='30']").check(force=True)
    check(maya)
    maya.locator("button[name=answer][value=ticked]").tap()
    expect(maya.locator("form[action='/consents/revocation']")).to_have_count(3)
    check(maya)
    # and Dana has her page open
    dana.goto("/counselor")
    dana.get_by_role("link", name="Maya").tap()
    expect(dana.get_by_text("zq note 0", exact=True)).to_be_visible()
    check(dana)
    # when Maya takes it back
    maya.get_by_role("button", name=words("Stop sharing all of it")).tap()
    expect(maya.locator("#shared-now")).to_have_text(words("You share nothing now."))
    check(maya)
    # then the next thing that Dana's page asks for is refused, as a part and as a page
    path = dana.evaluate("location.pathname")
    part = dana.evaluate(
        "async (path) => { const answer = await fetch(path, { headers: { 'HX-Request': 'true' } });"
        " return [answer.status, (await answer.text()).includes('zq note')]; }",
        path,
    )
    assert part == [404, False]
    dana.get_by_role("link", name=words("Show earlier days")).tap()
    expect(dana.locator("main")).not_to_contain_text("zq note")
    dana.go_back()
    expect(dana.locator("main")).not_to_contain_text("zq note")
    expect(dana.locator("main")).not_to_contain_text("Maya")
    # and Maya sees who had looked
    maya.goto("/who-looked")
    first = maya.locator("section ol.rows > li").filter(has_text="Dana").first
    expect(first).to_be_visible()
    check(maya)
    maya.goto("/who-looked/accounting")
    expect(maya.locator("ol.rows > li").first).to_contain_text("Dana")
    check(maya)


def test_the_words_can_be_read_later(enter: Enter, words: Words) -> None:
    page = enter("maya", words.language)
    page.goto("/consents")
    page.locator("input[name=share][value=plan]").check()
    page.locator("button[name=answer][value=ticked]").tap()
    page.get_by_role("link", name=words("Read the words")).first.tap()
    expect(page.locator("main")).to_contain_text(CURRENT.categories["plan"].sees[words.language])
    expect(page.locator("main")).to_contain_text(CURRENT.fingerprint)
    check(page)


def test_a_file_for_somebody_else(enter: Enter, cast: Cast, words: Words, tmp_path: Path) -> None:
    log(cast, 3)
    page = enter("maya", words.language)
    page.goto("/outside-consents")
    check(page)
    page.get_by_role("link", name=words("Choose what goes into it")).tap()
    page.locator("#recipient").fill("Dr. Lopez")
    for category in ("urges", "notes"):
        page.locator(f"input[name=share][value={category}]").check()
    check(page)
    page.get_by_role("button", name=words("I sign this")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("For %(recipient)s", recipient="Dr. Lopez"))
    check(page)
    with page.expect_download() as started:
        page.get_by_role("button", name=words("Make the file")).tap()
    started.value.save_as(tmp_path / "file.zip")
    with zipfile.ZipFile(tmp_path / "file.zip") as file:
        assert NOTICE in file.read(words("README.txt")).decode()
        (tmp_path / "record.html").write_bytes(file.read("record.html"))
    paper = page.context.new_page()
    paper.goto(f"file://{tmp_path}/record.html")
    expect(paper.locator("body")).to_contain_text("zq note 2")
    check(paper)
    paper.close()
    page.get_by_role("button", name=words("Take it back")).tap()
    expect(page.get_by_role("button", name=words("Make the file"))).to_have_count(0)
    check(page)


def test_take_it_along_leave_and_stay(enter: Enter, cast: Cast, words: Words, tmp_path: Path) -> None:
    log(cast, 3)
    page = enter("maya", words.language)
    page.goto("/more")
    follow(page.get_by_role("link", name=words("Take it along")))
    check(page)
    with page.expect_download() as started:
        page.get_by_role("button", name=words("Make the file")).tap()
    started.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as file:
        for name in ("index.html", "log.html"):
            (tmp_path / name).write_bytes(file.read(name))
    paper = page.context.new_page()
    for name in ("index.html", "log.html"):
        paper.goto(f"file://{tmp_path}/{name}")
        check(paper)
    paper.close()
    # when she leaves
    page.goto("/leaving")
    check(page)
    page.get_by_label(words("Yes, delete my account")).check()
    page.get_by_role("button", name=words("Delete my account")).tap()
    page.wait_for_url("**/left")
    check(page)
    # then signing in offers to stay, and everything is there
    page.goto("/sign-in")
    page.locator("#username").fill("maya")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=words("Sign in")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("You asked to leave"))
    check(page)
    page.get_by_role("button", name=words("I want to stay")).tap()
    page.wait_for_url("**/")
    page.goto("/log")
    expect(page.get_by_text("zq note 0")).to_be_visible()
