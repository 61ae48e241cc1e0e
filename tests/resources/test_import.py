"""A file of resources: looked at first, told row by row, stored whole or not at all; and out again."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.resources.conftest import Put, Stored, own
from tests.support.client import PageClient
from webapp.admin.resource_csv import FIELDS
from webapp.models import Resource, uuid7

GOOD = {
    "name": "Place", "about": "Warm meals", "about_es": "Comida caliente", "need": "bills", "phone": "(202) 555-0111",
    "text": "", "web": "example.org", "address": "12 Cedar St", "hours": "Mon-Fri 9:00-17:00", "languages": "en es",
    "focuses": "food", "checked": "2026-06-10",
}  # fmt: skip


def sheet(rows: list[dict[str, str]], columns: list[str] | None = None, delimiter: str = ",") -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns or list(FIELDS), delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def look(client: PageClient, data: str | bytes) -> TestResponse:
    content = data.encode() if isinstance(data, str) else data
    answer = client.post("/admin/resources/previews", data={"file": (io.BytesIO(content), "resources.csv")})
    answer.request.environ["wsgi.input"].close()  # the client writes what is large into a file of its own
    return answer


def faults(answer: TestResponse) -> list[str]:
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.text, "html.parser")
    assert not soup.select("input[name=rows]"), "there is nothing to confirm"
    return [" ".join(item.get_text(" ").split()) for item in soup.select("ul.rows.card > li")]


def confirm(client: PageClient, preview: TestResponse) -> dict[str, str]:
    """What the button of the preview sends."""
    soup = BeautifulSoup(preview.text, "html.parser")
    form = soup.find("form", action="/admin/resources/imports")
    return {box["name"]: box["value"] for box in form.select("input")}


def rows(number: int) -> list[dict[str, str]]:
    return [GOOD | {"name": f"Place {n}"} for n in range(number)]


def test_nothing_is_stored_before_it_is_confirmed(
    alex: PageClient, maya: PageClient, stored: Stored, trail: Callable[[], list[Any]]
) -> None:
    preview = look(alex, sheet(rows(3)))
    assert preview.status_code == 200
    assert "3 resources in this file. Nothing is added yet." in preview.text
    assert stored(Resource) == [] and trail() == []
    assert alex.post("/admin/resources/imports", data=confirm(alex, preview)).location == "/admin/resources"
    added = stored(Resource)
    assert [row.name for row in added] == ["Place 0", "Place 1", "Place 2"]
    assert added[0].confirmed_at.date().isoformat() == "2026-06-10" and added[0].web == "https://example.org"
    assert added[0].languages == ["en", "es"] and added[0].focuses == ["food"]
    assert "Place 2" in maya.get("/resources").text
    assert trail() == [("imported", "resource", "3")]


def test_the_same_confirmation_twice_is_once(alex: PageClient, stored: Stored) -> None:
    sent = confirm(alex, look(alex, sheet(rows(2))))
    assert [alex.post("/admin/resources/imports", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(stored(Resource)) == 2
    other = sent | {"rows": sheet(rows(4))}
    assert alex.post("/admin/resources/imports", data=other).status_code == 409
    again = sent | {"operation": str(uuid7())}
    assert alex.post("/admin/resources/imports", data=again).status_code == 422
    assert len(stored(Resource)) == 2


def test_500_rows_with_20_bad_ones(alex: PageClient, stored: Stored, put: Put) -> None:
    """One message for each, with its row and column; not one row is stored."""
    put(own(name="Known place", phone=GOOD["phone"], address=GOOD["address"]))
    all_rows = rows(500)
    bad: dict[int, tuple[dict[str, str], str]] = {
        10: ({"name": ""}, "Row 12, name: Please answer this."),
        30: ({"about": "x" * 201}, "Row 32, about: This is too long. 200 characters fit."),
        50: ({"need": "cake"}, "Row 52, need: Please choose one from the list."),
        70: ({"phone": "555"}, ""),
        90: ({"phone": "12"}, "Row 92, phone: A phone cannot call this number. Check each digit."),
        110: ({"phone": "(202) 555-01"}, "Row 112, phone: A phone cannot call this number. Check each digit."),
        130: ({"text": "call us"}, "Row 132, text: A phone cannot call this number. Check each digit."),
        150: ({"web": "no page"}, "Row 152, web: This is not a web address. Write it like example.org."),
        170: ({"web": "javascript:alert(1)"}, "Row 172, web: This is not a web address. Write it like example.org."),
        190: ({"hours": "always"}, "Row 192, hours: Write hours like Mon-Fri 9:00-17:00, Sat 9am-1pm, or 24/7."),
        210: ({"languages": ""}, "Row 212, languages: Please choose one from the list."),
        230: ({"languages": "en klingon"}, "Row 232, languages: Please choose one from the list."),
        250: ({"focuses": "everything"}, "Row 252, focuses: Please choose one from the list."),
        270: ({"checked": "June"}, "Row 272, checked: Please give a date like 2026-06-10."),
        290: ({"checked": "2999-01-01"}, "Row 292, checked: This is in the future. Please choose a day that has come."),
        310: ({"name": "Place 5"}, "Row 312, name: The same as row 7."),
        330: ({"name": "KNOWN  place"}, "Row 332, name: This one is in the list already."),
        350: (
            {"name": "=HYPERLINK(1)"},
            "Row 352, name: This begins like a formula. Begin it with a letter or a number.",
        ),
        370: ({"about": "@SUM(A1)"}, "Row 372, about: This begins like a formula. Begin it with a letter or a number."),
        390: (
            {"name": "Ca\udcf1on"},
            "Row 392, name: This has letters that cannot be read. Save the file as “CSV UTF-8”.",
        ),
        410: (
            {"phone": "", "web": "", "address": "", "text": ""},
            "Row 412, phone: Give a phone number, a text number, a web address or a street address.",
        ),
    }
    for place, (change, _says) in bad.items():
        all_rows[place] |= change
    answer = look(alex, sheet(all_rows).encode("utf-8", "surrogateescape"))
    assert faults(answer) == [says for _change, says in bad.values() if says]
    assert len(stored(Resource)) == 1
    assert "20 things to fix" in answer.text


def test_a_row_with_other_cells_than_the_first(alex: PageClient) -> None:
    text = sheet(rows(2)) + "one,two,three\r\n"
    assert faults(look(alex, text)) == ["Row 4: This row has 3 cells, and the first row has 12."]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (["name", "about", "need", "languages"], ["Row 1, checked: This column is missing."]),
        ([*FIELDS, "rating"], ["Row 1, rating: Foothold does not know this column."]),
        ([*FIELDS, "name"], ["Row 1, name: This column is there twice."]),
    ],
)
def test_columns(alex: PageClient, columns: list[str], says: list[str]) -> None:
    assert faults(look(alex, sheet(rows(1), columns))) == says


def test_empty_columns_at_the_end_are_no_columns(alex: PageClient) -> None:
    text = sheet(rows(2)).replace("\r\n", ",,\r\n")
    assert "2 resources in this file" in look(alex, text).text
    assert faults(look(alex, text + "Place 9,,,,,,,,,,,,x\r\n")) == [
        "Row 4: This row has 13 cells, and the first row has 12."
    ]


def test_far_too_many_columns_are_one_message(alex: PageClient) -> None:
    answer = look(alex, ",".join(f"c{n}" for n in range(60_000)))
    assert faults(answer) == ["Row 1: This file has too many columns."]
    assert len(answer.data) < 20_000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Please choose a file."),
        (b"name,about,need,languages,checked\r\n", "There is no row with a resource in this file."),
        (sheet(rows(1)).encode("utf-16"), "This is not a CSV file. Save it as “CSV UTF-8”."),
        (b"x" * 5 * 1024 * 1024, "This file is too big. 512 KB fit, which is about 1,000 rows."),
        (sheet([{"name": "x", "about": "y"}] * 1001).encode(), "This file has too many rows. 1000 fit."),
    ],
    ids=["empty", "header", "utf-16", "5 MB", "1001 rows"],
)
def test_files_that_will_not_do(alex: PageClient, stored: Stored, data: bytes, says: str) -> None:
    assert says in " ".join(faults(look(alex, data)))
    assert stored(Resource) == []


def test_pictures_and_noise_are_refused_not_fatal(alex: PageClient) -> None:
    for data in (b"\x89PNG\r\n\x1a\n\x00\x00", b"\x00", b"\xff\xfe", b'"', b"name\n\x00"):
        assert faults(look(alex, data))


def test_semicolons_marks_and_empty_rows(alex: PageClient) -> None:
    text = "\ufeff" + sheet(rows(2), delimiter=";") + ";;;\r\n\r\n"
    assert "2 resources in this file" in look(alex, text).text


def test_a_number_may_begin_with_plus(alex: PageClient) -> None:
    assert look(alex, sheet([GOOD | {"phone": "+1 202 555 0111"}])).status_code == 200


def test_no_file_at_all(alex: PageClient) -> None:
    assert "Please choose a file." in alex.post("/admin/resources/previews", data={}).text


def test_what_is_confirmed_is_judged_again(alex: PageClient, stored: Stored) -> None:
    sent = confirm(alex, look(alex, sheet(rows(2))))
    assert (
        alex.post("/admin/resources/imports", data=sent | {"rows": sheet([GOOD | {"phone": "12"}])}).status_code == 422
    )
    assert alex.post("/admin/resources/imports", data={"rows": sent["rows"]}).status_code == 422
    assert stored(Resource) == []


def test_out_and_in_again(alex: PageClient, stored: Stored, put: Put, trail: Callable[[], list[Any]]) -> None:
    put(
        own(name="=Sums & co", about="-5 degrees, “warm”", phone="+1 202 555 0111", focuses=["food"], hours="24/7"),
        own(name="Ñandú", about_es="Sopa\u00a0caliente", web="https://example.org/a", position=1),
    )
    answer = alex.post("/admin/resources/exports")
    assert answer.mimetype == "text/csv" and ".csv" in answer.headers["Content-Disposition"]
    assert trail() == [("exported", "resource", "")]
    table = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert table[0] == list(FIELDS) and len(table) == 3
    assert not [cell for row in table for cell in row if cell[:1] in set("=+-@")]
    before = {row.name: row for row in stored(Resource)}
    text = answer.text.replace("Ñandú", "Ñandú 2").replace("Sums", "Totals")
    assert alex.post("/admin/resources/imports", data=confirm(alex, look(alex, text))).status_code == 303
    after = {row.name: row for row in stored(Resource)}
    for old, new in (("=Sums & co", "=Totals & co"), ("Ñandú", "Ñandú 2")):
        for name in FIELDS.values():
            if name not in ("name", "checked"):
                assert getattr(after[new], name) == getattr(before[old], name), name


def test_the_mark_itself_goes_out_and_in(alex: PageClient, stored: Stored, put: Put) -> None:
    put(own(name="'=1", about="’Round the corner", address="'Bout Time Cafe"))
    text = alex.post("/admin/resources/exports").text
    assert all(line.count("''") == 2 for line in text.splitlines()[1:])
    again = text.replace("''=1", "''=2")
    assert alex.post("/admin/resources/imports", data=confirm(alex, look(alex, again))).status_code == 303
    assert {(row.name, row.address) for row in stored(Resource)} == {
        ("'=1", "'Bout Time Cafe"),
        ("'=2", "'Bout Time Cafe"),
    }


def test_national_entries_are_not_in_the_file(alex: PageClient) -> None:
    alex.post("/admin/resources/confirmations", data={"resource": "dbsa"})
    assert len(alex.post("/admin/resources/exports").text.splitlines()) == 1


def test_others_may_not(cast: Cast) -> None:
    for name, status in (("nobody", 401), ("maya", 403), ("dana", 403)):
        assert look(cast.as_(name), sheet(rows(1))).status_code == status
        assert cast.as_(name).post("/admin/resources/exports").status_code == status
