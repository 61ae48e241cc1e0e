"""From More to a number to call; a favorite; the paper; the clinic's own from a file. In both languages, on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.support.browser import follow
from webapp.content.resources import NATIONAL, NEEDS

Enter = Callable[..., Page]
SHEET = (
    "name,about,about_es,need,phone,languages,checked\n"
    "Cedar kitchen,Warm meals,Comida caliente,bills,{phone},en es,2026-06-10\n"
)
MADE = "window.shared = []; navigator.share = async (what) => { window.shared.push(what); };"


def test_somebody_finds_help(enter: Enter, words: Words) -> None:
    # given Maya comes from More
    page = enter("maya", words.language)
    page.add_init_script(MADE)
    page.goto("/more")
    follow(page.get_by_role("link", name=words("Resources"), exact=True))
    check(page)
    # when she opens a need, who helps is there with a number to tap
    fold = page.locator("#need-crisis")
    fold.locator("summary").tap()
    expect(fold.locator("a[href='tel:988']").first).to_be_visible()
    expect(fold).to_contain_text(NEEDS["crisis"].note[words.language])
    check(page)
    # and she looks for something: it is in no address
    page.locator("#words").fill("gamblers" if words.language == "en" else "APUESTAS")
    follow(page.locator("form[role=search] button"))
    name = NATIONAL["gamblers-anonymous"].name[words.language]
    expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/resources$"))
    check(page)
    page.get_by_role("link", name=name).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main a[href^='https://gamblersanonymous.org']")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    expect(page.locator("main a[href^='tel:']")).to_have_count(0)
    check(page)
    # and shares it with the phone's own sheet, sees the square, keeps it
    page.get_by_role("button", name=words("Share")).tap()
    assert "https://gamblersanonymous.org" in page.evaluate("window.shared[0].text")
    page.locator("details.fold summary").tap()
    expect(page.locator(".qr svg")).to_be_visible()
    page.get_by_role("button", name=words("Keep as a favorite")).tap()
    expect(page.get_by_role("button", name=words("Take out of my favorites"))).to_be_visible()
    # then it is the first thing on the list, on paper too
    page.goto("/resources")
    expect(page.locator("section[aria-labelledby=favorites]")).to_contain_text(name)
    check(page)
    page.goto("/resources/paper")
    check(page)
    page.emulate_media(media="print")
    expect(page.locator(".resource-paper")).to_contain_text("866-488-7386")
    expect(page.locator(".dock")).to_be_hidden()


def upload(page: Page, phone: str) -> None:
    file = {"name": "ours.csv", "mimeType": "text/csv", "buffer": SHEET.format(phone=phone).encode()}
    page.locator("#file").set_input_files([file])  # type: ignore[list-item]  # a FilePayload
    page.locator("form[enctype] button").tap()


def test_the_clinic_adds_its_own_from_a_file(enter: Enter, words: Words, watch: Watch) -> None:
    # given Alex has a file with a number that cannot be called
    page = enter("alex", words.language)
    page.goto("/admin/resources")
    check(page)
    page.get_by_role("link", name=words("Add many from a file")).tap()
    watch.allow(422)
    upload(page, "12")
    # when it is looked at, it says where
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("ul.rows")).to_contain_text(words("Row %(row)s, %(column)s:", row=2, column="phone"))
    check(page)
    # and the mended one is shown before it is added
    upload(page, "(202) 555-0111")
    expect(page.locator("ul.rows")).to_contain_text("Cedar kitchen")
    check(page)
    page.locator("form[action$='/imports'] button").tap()
    expect(page.locator("section[aria-labelledby=own]")).to_contain_text("Cedar kitchen")
    # and one tap confirms a national one
    row = page.locator("#resource-dbsa")
    row.get_by_role("button", name=words("It is right")).tap()
    expect(page.locator("#resource-dbsa")).to_contain_text("Alex")
    check(page)
    # then Maya can call both
    phone = enter("maya", words.language)
    phone.goto("/resources")
    phone.locator("#need-bills summary").tap()
    expect(phone.locator("#need-bills a[href='tel:+12025550111']")).to_be_visible()
    phone.goto("/resources/dbsa")
    expect(phone.locator("a[href='tel:+18008263632']")).to_be_visible()
