"""A participant makes a link; her mother opens it on her own phone; the participant ends it; it opens no more."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.support.family import make
from webapp.content.sharing import CURRENT
from webapp.extensions import db
from webapp.models import Person, WarningSign

Enter = Callable[..., Page]


def write(cast: Cast) -> None:
    """Maya has a sign and a person to share."""
    with cast.app.app_context(), db.writing() as session:
        session.add(WarningSign(owner_id=cast["maya"], text="I stop answering texts", level="drifting"))
        session.add(Person(owner_id=cast["maya"], name="Marcus", phone="(202) 555-0143", relation="peer"))


def fill_in(page: Page, words: Words, passcode: str = "") -> None:
    """The one form, as a thumb does it: a name, a relation, two parts, how long."""
    page.goto("/sharing")
    check(page)
    page.get_by_role("link", name=words("Make a link")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("New family link"))
    check(page)
    page.get_by_label(words("For whom?")).fill("Ruth")
    page.locator("label.chip:has(input[value=parent])").tap()
    for part in ("signs", "people"):
        page.locator(f"label:has(input[value={part}])").tap()
    page.locator("label.chip:has(input[name=days][value='30'])").tap()
    page.get_by_label(words("Passcode")).fill(passcode)
    page.get_by_role("button", name=words("See what they will see")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("What %(name)s will see", name="Ruth"))


def test_make_open_end_open_again(enter: Enter, cast: Cast, words: Words, watch: Watch) -> None:
    # given Maya made a link with a passcode, looked at the page, and signed
    watch.allow(404)
    write(cast)
    maya = enter("maya", words.language)
    fill_in(maya, words, passcode="blue-door-17")
    expect(maya.locator(".family-frame")).to_contain_text("I stop answering texts")
    check(maya)
    maya.get_by_role("button", name=CURRENT.button[words.language]).tap()
    expect(maya.locator(".qr svg")).to_be_visible()
    check(maya)
    link = maya.get_by_label(words("The link"), exact=True).input_value()
    # when her mother taps it on her own phone
    ruth = enter("nobody", words.language)
    ruth.goto(link)
    expect(ruth.get_by_role("heading", level=1)).to_have_text(words("Someone shared a page with you"))
    expect(ruth.locator("#code")).to_be_hidden()
    check(ruth)
    ruth.get_by_role("button", name=words("Open")).tap()
    expect(ruth.get_by_role("heading", level=1)).to_have_text(words("Passcode"))
    check(ruth)
    ruth.get_by_label(words("Passcode")).fill("blue-door-17")
    ruth.get_by_role("button", name=words("Open")).tap()
    # then she reads what Maya chose, in the language that was set, and can call
    ruth.wait_for_url("**/shared")
    assert "#" not in ruth.url
    expect(ruth.locator("a[href='tel:911']")).to_be_in_viewport()
    expect(ruth.get_by_text("I stop answering texts")).to_be_visible()
    expect(ruth.locator("a[href='tel:+12025550143']")).to_be_visible()
    check(ruth)
    other = "Español" if words.language == "en" else "English"
    ruth.get_by_role("button", name=other).tap()
    expect(ruth.locator("html")).to_have_attribute("lang", "es" if words.language == "en" else "en")
    check(ruth)
    # and Maya sees that it was opened, and ends it
    maya.get_by_role("link", name=words("Done")).tap()
    expect(maya.get_by_text(words("Opened, %(device)s", device=""))).to_be_visible()
    check(maya)
    maya.get_by_role("button", name=words("End this link")).tap()
    maya.wait_for_url("**/sharing")
    expect(maya.get_by_role("heading", level=1)).to_have_text(words("Family links"))
    check(maya)
    # and the page that is open is over at the next tap, and the link opens no more
    ruth.reload()
    expect(ruth.get_by_text("Marcus")).to_have_count(0)
    check(ruth)
    ruth.goto("about:blank")
    ruth.goto(link)
    ruth.get_by_role("button", name=words("Open")).tap()
    expect(ruth.get_by_role("alert")).to_contain_text(words("This did not open"))
    check(ruth)


def test_without_a_script_the_code_is_typed(enter: Enter, cast: Cast, words: Words, watch: Watch) -> None:
    """Both of them: Maya makes it with plain forms, and Ruth's old phone runs nothing."""
    watch.allow(404)
    write(cast)
    maya = enter("maya", words.language, java_script_enabled=False)
    maya.goto("/sharing/new")
    maya.get_by_label(words("For whom?")).fill("Ruth")
    maya.locator("label.chip:has(input[value=parent])").tap()
    maya.locator("label:has(input[value=signs])").tap()
    maya.get_by_role("button", name=words("See what they will see")).tap()
    maya.get_by_role("button", name=CURRENT.button[words.language]).tap()
    code, address = maya.locator(".share-code").inner_text(), maya.locator(".numbered strong").inner_text()
    for hidden in ("[data-share]", "[data-copy]"):
        expect(maya.locator(hidden)).to_be_hidden()
    ruth = enter("nobody", words.language, java_script_enabled=False)
    ruth.goto(address)
    ruth.get_by_label(words("Code")).fill(code.lower())
    ruth.get_by_role("button", name=words("Open")).tap()
    expect(ruth.get_by_text("I stop answering texts")).to_be_visible()
    ruth.get_by_role("button", name=words("Close on this device")).tap()
    expect(ruth.get_by_role("heading", level=1)).to_have_text(words("Someone shared a page with you"))
    ruth.goto("/shared")
    expect(ruth.get_by_role("heading", level=1)).to_have_text(words("This page is not open"))


def test_going_back_asks_the_server_again(enter: Enter, cast: Cast, watch: Watch) -> None:
    watch.allow(404)
    write(cast)
    link = make(cast)
    ruth = enter("nobody")
    ruth.goto(f"{link.door}#{link.secret}")
    ruth.get_by_role("button", name="Open").tap()
    ruth.wait_for_url("**/shared")
    ruth.get_by_role("button", name="Close on this device").tap()
    ruth.wait_for_url(f"**{link.door}")
    ruth.go_back()
    expect(ruth.get_by_text("I stop answering texts")).to_have_count(0)


def test_the_secret_leaves_the_phone_only_by_the_tap(enter: Enter, cast: Cast) -> None:
    """No request carries it but the one that posts it; not in an address, not in a Referer."""
    link = make(cast)
    ruth = enter("nobody")
    carried: list[str] = []

    def note(request: Request) -> None:
        everything = f"{request.url} {request.headers} {request.post_data}"
        if link.secret in everything.split("#")[0] or link.secret in str(request.post_data):
            carried.append(f"{request.method} {request.url.split('#')[0]}")

    ruth.on("request", note)
    ruth.goto(f"{link.door}#{link.secret}")
    assert carried == []
    ruth.get_by_role("button", name="Open").tap()
    ruth.wait_for_url("**/shared")
    assert [line.split("/s/")[0].split(" ")[0] for line in carried] == ["POST"]
