"""Pictures: shapes and classes only, words in both languages, and what is wrong with one said by its file."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from webapp.content import pictures
from webapp.content.pictures import PICTURES, Picture, draw, drawn, read
from webapp.content.texts import FOLDER
from webapp.enums import Language
from webapp.i18n import language

FILES = sorted((FOLDER / "modules" / "pictures").glob("*.svg"))
STYLES = (FOLDER.parent / "static" / "css" / "47-pictures.css").read_text()
FOR_MODULES = """
urge-wave trigger-chain thought-feeling-act levels-of-care tolerance-loss stages-of-change who-sees-what halt day-blocks
breath-rhythm five-senses fork-in-the-road relapse-road if-then overdose-steps naloxone-clock feelings-wheel anger-meter
guilt-or-shame stress-bucket safety-steps recovery-roadmap medicine-receptor trust-steps my-side-your-side two-loops
fear-ladder mood-loop rhythm-day then-and-now skills-by-strength meal-rhythm ocd-loop small-steps chase-loop
three-circles pause-before-buying standard-drinks wall-kit withdrawal-days ten-minutes sober-steps sleep-drive
recovery-capital ninety-days payday-plan family-island circle-of-support
"""
WORDS = """
wave:
  title: {en: A wave, es: Una ola}
  description: {en: A line goes up and down., es: Una línea sube y baja.}
  labels:
    up: {en: Up & away, es: Arriba}
"""
WAVE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">'
    '<path class="pic-line" d="M12 146C64 146 84 48 134 48"/><text x="14" y="92">{up}</text></svg>'
)


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_drawing_is_well_formed_and_small(path: Path) -> None:
    assert path.stat().st_size <= 3000
    root = ElementTree.fromstring(path.read_text())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    width, height = map(int, root.attrib["viewBox"].split()[2:])
    assert width in {240, 320} and 150 <= height <= 330


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_drawing_has_no_style_no_script_and_no_address(path: Path) -> None:
    drawing = path.read_text()
    assert re.findall(r"<(?:script|style|use|image|a|foreignObject|animate\w*)\b", drawing) == []
    assert re.findall(r"\b(?:style|href|src|id|fill|stroke|on\w+)=", drawing) == []
    assert drawing.count("http") == 1, "the name space"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_classes_of_a_drawing_are_in_the_style_sheet(path: Path) -> None:
    used = {one for classes in re.findall(r'class="([^"]+)"', path.read_text()) for one in classes.split()}
    assert {one for one in used if not re.search(rf"\.{one}(?![\w-])", STYLES)} == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_words_are_in_both_languages_and_all_are_used(path: Path) -> None:
    picture = PICTURES[path.stem]
    assert set(re.findall(r"\{([^}]*)\}", path.read_text())) == picture.labels.keys()
    for text in (picture.title, picture.description, *picture.labels.values()):
        assert text.keys() == set(Language) and all(said.strip() for said in text.values())


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())
def test_a_description_says_what_is_to_be_seen_in_a_few_lines(picture: Picture) -> None:
    for code in Language:
        described = picture.description[code]
        assert described[-1] in ".?" and 40 <= len(described) <= 420
        assert len(picture.title[code]) <= 45
        assert described != picture.title[code]


def test_every_picture_of_the_writers_is_there() -> None:
    assert set(FOR_MODULES.split()) <= pictures.NAMES
    assert {path.stem for path in FILES} == pictures.NAMES == PICTURES.keys()


@pytest.mark.parametrize(("code", "said"), [("en", "It peaks"), ("es", "Llega a lo más alto")])
def test_drawn_in_the_language_of_the_moment(code: str, said: str) -> None:
    before = language.set(code)
    try:
        for one in pictures.NAMES:
            svg = drawn(one)
            assert svg.startswith('<svg class="pic" role="img" viewBox="')
            root = ElementTree.fromstring(svg)
            assert [child.tag for child in root][:2] == ["title", "desc"]
            assert root[0].text == PICTURES[one].title[code] and root[1].text == PICTURES[one].description[code]
            assert "{" not in svg and "xmlns" not in svg
        assert f">{said}<" in drawn("urge-wave")
    finally:
        language.reset(before)


def folder(tmp_path: Path, drawing: str | bytes = WAVE, words: str | bytes = WORDS) -> Path:
    (tmp_path / "pictures").mkdir()
    for path, content in ((tmp_path / "pictures" / "wave.svg", drawing), (tmp_path / "pictures.yaml", words)):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def test_a_folder_of_a_clinic(tmp_path: Path) -> None:
    found, faults = read(folder(tmp_path))
    assert faults == [] and found.keys() == {"wave"}
    assert ">Up &amp; away</text>" in draw(found["wave"])


def test_a_folder_without_pictures(tmp_path: Path) -> None:
    assert read(tmp_path) == ({}, [])


@pytest.mark.parametrize(
    ("drawing", "fault"),
    [
        (WAVE.replace("</svg>", "<script>1</script></svg>"), "<script> may not stand in a picture"),
        (WAVE.replace("</svg>", '<image x="1" y="1"/></svg>'), "<image> may not stand in a picture"),
        (WAVE.replace("<path", '<path onload="x"'), "'onload' may not stand in a picture"),
        (WAVE.replace("<path", '<path style="fill:red"'), "'style' may not stand in a picture"),
        (WAVE.replace("<path", '<path id="help"'), "'id' may not stand in a picture"),
        (WAVE.replace("M12 146C64", "url(https://x.test)"), "'d' may not stand in a picture"),
        (WAVE.replace("M12 146C64", "{up}"), "'d' may not stand in a picture"),
        (WAVE.replace("pic-line", "banner"), "a class that is none of a picture: banner"),
        (WAVE.replace("{up}", "Up"), "words that are not in pictures.yaml: Up"),
        (WAVE.replace("</text>", "</text>Up"), "words that are not in pictures.yaml"),
        (WAVE.replace("{up}", "{down}"), "not in both: down, up"),
        (WAVE.replace("{up}", ""), "not in both: up"),
        (WAVE.replace("</svg>", "<!-- x --></svg>"), "declarations and comments"),
        (WAVE.replace("</text>", "&x;</text>"), "undefined entity"),
        (WAVE.replace("</svg>", ""), "no element found"),
        ('<!DOCTYPE svg [<!ENTITY x "y">]>' + WAVE, "begins with something else"),
        (WAVE + " " * 3000, "larger than 3000 bytes"),
        (b"\xff" + WAVE.encode(), "codec can't decode"),
    ],
)
def test_a_drawing_with_a_fault_is_named_and_left_out(tmp_path: Path, drawing: str | bytes, fault: str) -> None:
    found, faults = read(folder(tmp_path, drawing))
    assert found == {} and len(faults) == 1
    assert faults[0].startswith("pictures/wave.svg: ") and fault in faults[0]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (WORDS.replace(", es: Arriba", ""), "pictures/wave.svg: its entry in pictures.yaml"),
        (WORDS.replace("Una ola", "''"), "pictures/wave.svg: its entry in pictures.yaml"),
        (WORDS + "  colour: red\n", "pictures/wave.svg: its entry in pictures.yaml"),
        ("wave: 1", "pictures/wave.svg: its entry in pictures.yaml"),
        (WORDS.replace("wave:", "waves:"), "pictures/wave.svg: has no entry in pictures.yaml"),
        (WORDS + WORDS.replace("wave:", "waves:"), "pictures.yaml: there is no pictures/waves.svg"),
        ("- wave", "pictures.yaml: a list of names"),
        ("wave: {", "pictures.yaml: while parsing"),
        (b"\xff\xff", "pictures.yaml: 'utf-8' codec"),
    ],
)
def test_words_with_a_fault(tmp_path: Path, words: str | bytes, fault: str) -> None:
    found, faults = read(folder(tmp_path, words=words))
    assert found.keys() == ({"wave"} if "there is no" in fault else set())
    assert any(one.startswith(fault) for one in faults)
