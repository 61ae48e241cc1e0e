"""The lint that every page of every test goes through finds what it is for."""

import pytest

from tests.support.lint import problems_of

FINE = (
    '<!doctype html><html lang="en"><head><title>Today | Foothold</title></head><body><h1>Today</h1><h2>More</h2>'
    '<svg role="img"><title>x</title><use href="#a"/></svg>'
    '<form action="/x" data-hx-post="/x"><label for="a">A</label><input id="a" name="a">'
    '<label>B <input name="b"></label><input type="hidden" name="c"><button>Save</button></form>'
    '<a href="/">Back</a><a href="/" aria-label="Leave"><svg></svg></a>'
    '<a href="tel:+12025550142">Ruth</a><a href="sms:741741?body=HOME">Text HOME</a><a href="tel:988">988</a>'
    "</body></html>"
)


def test_a_fine_page_has_no_problem() -> None:
    assert problems_of(FINE) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<h1>Today</h1>", "", "0 h1"),
        ("<h2>More</h2>", "<h1>More</h1>", "2 h1"),
        ("<h2>More</h2>", "<h3>More</h3>", "h1 then h3"),
        (' lang="en"', "", "no lang"),
        ("<title>Today | Foothold</title>", "<title> | Foothold</title>", "no title"),
        ('<label for="a">A</label>', "", "no label: a"),
        ('<label>B <input name="b"></label>', '<label>B</label><input name="b">', "no label: b"),
        ('name="a"', 'name="a" style="x"', "inline style on <input>"),
        ("<button>", '<button onclick="x">', "inline onclick on <button>"),
        ("<h2>", "<style>x</style><h2>", "inline <style>"),
        ("<h2>", "<script>x</script><h2>", "inline <script>"),
        ('data-hx-post="/x"', 'hx-post="/x"', "plain hx-post: write data-hx-post"),
        ('data-hx-post="/x"', 'data-hx-post="/y"', "action and data-hx-post differ: /x"),
        ('action="/x" ', "", "form without action"),
        ('<a href="/">Back</a>', "<a>Back</a>", "link without href"),
        (' aria-label="Leave"', "", "no name: <a>"),
        ("<button>Save</button>", "<button><svg></svg></button>", "no name: <button>"),
        ("<h2>More</h2>", '<h2 id="a">More</h2>', "id twice: a"),
        ("tel:+12025550142", "tel:(202) 555-0142", "no phone takes tel:(202) 555-0142"),
        ("tel:+12025550142", "tel:", "no phone takes tel:"),
        ("tel:988", "tel:\u0669\u0668\u0668", "no phone takes tel:"),
        ("tel:988", "tel:988?body=x", "no phone takes tel:988?body=x"),
        ("741741?body=", "741741&body=", "no phone takes sms:741741&body=HOME"),
        ("Text HOME", "Text", "word not said: sms:741741?body=HOME"),
        ("</body>", '<template><p id="a">A</p></template></body>', "id twice: a"),
        ("</body>", "<template><a href='/x'></a></template></body>", "no name: <a>"),
        ("</body>", "<template><template><p style='x'></p></template></template></body>", "inline style on <p>"),
    ],
)
def test_each_problem_is_found(old: str, new: str, problem: str) -> None:
    found = problems_of(FINE.replace(old, new, 1))
    assert [text for text in found if text.startswith(problem)], found


def test_a_heading_in_a_template_is_in_no_page_yet() -> None:
    assert problems_of(FINE.replace("</body>", "<template><h1>Later</h1></template></body>")) == []


def test_a_part_needs_no_heading() -> None:
    assert problems_of('<p id="x">Saved</p>', is_fragment=True) == []
