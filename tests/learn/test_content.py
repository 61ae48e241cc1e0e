"""All modules: complete in both languages, in order, of a size that a phone can keep."""

import gzip
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from tests.learn.conftest import Learning
from tests.learn.modules import ENGLISH, SPANISH, library, write
from webapp.cli import main
from webapp.config import Settings
from webapp.content.lessons import level
from webapp.content.lessons.check import coverage, examine
from webapp.content.lessons.library import Library, load_library
from webapp.content.lessons.shapes import COMPONENTS, PLAN_SECTIONS, tracks
from webapp.content.lessons.wording import unsourced
from webapp.content.texts import load
from webapp.content.triggers import COMMON
from webapp.enums import Focus, Language
from webapp.learn.presenters import NUMBERS
from webapp.plan.sections import SECTIONS, Plan
from webapp.upkeep.doctor import Finding
from webapp.upkeep.doctor import examine as examine_all

LIBRARY = load_library()
MODULES = list(LIBRARY.modules.values())
BY_TRACK = (4, 5, 5, 6, 5, 2, 3, 9, 5, 4, 6, 3, 8)
"""How many modules each track has."""
A_MODULE, ALL = 20 * 1024, 2 * 1024 * 1024


def test_there_are_65_modules_in_13_tracks() -> None:
    assert sorted(LIBRARY.modules) == list(range(1, 66))
    found = Counter(module.meta.track for module in MODULES)
    assert tuple(found[track.slug] for track in tracks()) == BY_TRACK


@pytest.mark.whole
def test_each_is_complete_in_both_languages() -> None:
    """With all parts: what is loaded has them. The words, the reading level and the sources are checked too."""
    report = examine(LIBRARY)
    assert report.measured, "the reading level was measured"
    assert [str(fault) for fault in report.faults] == []
    assert [module.slug for module in MODULES if set(module.lessons) != set(Language)] == []
    assert [module.slug for module in MODULES if not module.meta.sources] == []


@pytest.mark.parametrize("kind", ["component", "condition"])
def test_everything_that_a_program_treats_has_a_module(kind: str) -> None:
    rows = {name: modules for found, name, modules in coverage(LIBRARY) if found == kind}
    assert set(rows) == set(COMPONENTS if kind == "component" else Focus)
    assert [name for name, modules in rows.items() if not modules] == []


def test_orders_are_told_once_in_a_track() -> None:
    places = Counter((module.meta.track, module.meta.order) for module in MODULES)
    assert [place for place, times in places.items() if times > 1] == []


def test_names_agree_with_the_rest_of_the_app() -> None:
    assert {key for key, section in SECTIONS.items() if section.plan is not Plan.AFTERCARE} == PLAN_SECTIONS
    assert set(NUMBERS.values()) == set(range(1, 14))
    fits = load("modules/for-triggers.yaml")
    slugs = {module.slug for module in MODULES}
    assert [name for part in fits.values() for row in part.values() for name in row if name not in slugs] == []
    assert set(fits["slugs"]) <= set(COMMON)
    assert set(fits["groups"]) == {trigger.group for trigger in COMMON.values()}


@pytest.mark.parametrize("code", list(Language))
def test_every_cited_source_is_used_and_every_used_one_cited(code: str) -> None:
    """A source that is listed is either cited in place or the module rests on it as a whole; no mark leads nowhere."""
    for module in MODULES:
        text = module.lessons[code].path.read_text()
        assert set(re.findall(r"\[\^([a-z0-9-]+)\]", text)) <= set(module.meta.sources), module.slug


def compressed(html: str) -> int:
    return len(brotli.compress(html.encode(), quality=5))


@pytest.mark.whole
@pytest.mark.parametrize("code", list(Language))
def test_a_module_is_small(code: str, learning: Learning) -> None:
    """Its own HTML and pictures, compressed; and all of them together, as a phone would keep them."""
    learning.speaks(code)
    sizes = {}
    for module in MODULES:
        page = learning.maya.get(f"/learn/{module.number}").text
        sizes[module.slug] = compressed(page)
        assert len(gzip.compress(page.encode(), 6)) < A_MODULE, module.slug
    assert max(sizes.values()) < A_MODULE
    assert sum(sizes.values()) < ALL


def test_reading_level_counts_neither_names_nor_numbers(tmp_path: Path) -> None:
    write(tmp_path)
    lesson = library(tmp_path).modules[1001].lessons["en"]
    before = level.level_of(lesson)
    words = "Buprenorphine, methadone and naltrexone are three. Call 1-800-222-1222 or 988."
    write(tmp_path, ENGLISH.replace("Coffee is in the kitchen.", words))
    lesson = library(tmp_path).modules[1001].lessons["en"]
    assert "uprenorphine" not in level.counted(lesson) and "222" not in level.counted(lesson)
    assert level.level_of(lesson) < before + 1.5


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("About 5 times as high.", "en", 1), ("About 5 times as high[^tip-63].", "en", 0), ("That is 40%.", "en", 1),
        ("That is 40%.[^tip-63] And more.", "en", 0), ("One in five people.", "en", 1), ("3 out of 4 people.", "en", 1),
        ("Rate it 7 out of 10.", "en", 0), ("Breathe out 3 times.", "en", 0), ("Wait 10 minutes.", "en", 0),
        ("40% did[^nida]. 50% did not.", "en", 1), ("Twice as many.", "en", 1), ("Unas 5 veces más.", "es", 1),
        ("El 40 % de la gente.", "es", 1), ("Una de cada cinco personas.", "es", 1), ("Respira 3 veces.", "es", 0),
        ("8 out of 10 people.", "en", 1), ("El doble de gente[^cdc].", "es", 0), ("El doble de gente.", "es", 1),
    ],
)  # fmt: skip
def test_a_number_needs_its_source(text: str, code: str, found: int) -> None:
    assert len(unsourced(text, code)) == found


SAID = {
    "an addict": ("Coffee is", "Every addict knows: coffee is", "a person with an addiction"),
    "clean": ("Coffee is", "Sam is clean. Coffee is", "Nobody is dirty"),
    "suicide": ("Coffee is", "He committed suicide. Coffee is", "died by suicide"),
    "a promise": ("Coffee is", "It works every time. Coffee is", "No skill or medicine works for everybody"),
    "in the front matter": ("try_today: Write one", "try_today: Be no junkie. Write one", "a person with an addiction"),
    "in an option": ("sam: Call Sam", "sam: Call an addict", "a person with an addiction"),
    "an exclamation": ("Coffee is", "Well done! Coffee is", "an exclamation mark"),
    "straight marks": ("Coffee is", "Coffee isn't and is", "straight quotation marks"),
    "HTML": ("Coffee is", "Coffee <b>is", "HTML is shown as text: <b>"),
    "a script": ("Coffee is", "Coffee <script>x()</script> is", "HTML is shown as text: <script>"),
    "a link": ("Coffee is", "Coffee [is](https://example.org)", "links are not made"),
    "a number": ("Coffee is", "90% of people like it. Coffee is", "a number without its source"),
    "the crisis card": ("crisis_card: true", "crisis_card: false", "a module on alcohol carries the crisis card"),
}


def only_own(found: Library) -> Library:
    """The built-in modules are checked above."""
    return replace(found, modules={number: module for number, module in found.modules.items() if module.is_own})


@pytest.mark.parametrize("what", SAID)
def test_words_are_told_with_a_reason(what: str, tmp_path: Path) -> None:
    """The module is shown all the same; the check says file, line and why."""
    old, new, message = SAID[what]
    assert old in ENGLISH
    write(tmp_path, ENGLISH.replace(old, new), SPANISH.replace(old, new))
    found = library(tmp_path)
    report = examine(only_own(found))
    rows = ENGLISH.replace(old, new).split("\n")
    line = next(place for place, row in enumerate(rows, 1) if new in row)
    told = [fault for fault in report.faults if message in fault.what and "first-week" in str(fault.path)]
    assert told, [str(fault) for fault in report.faults]
    assert told[0].line == line and not told[0].left_out
    assert 1001 in found.modules


@pytest.mark.parametrize(
    "text", ["“I am just an addict,” she thought.", "Alcoholics Anonymous meets at 6.", "Clean up."]
)
def test_voices_and_names_are_let_through(text: str, tmp_path: Path) -> None:
    write(tmp_path, ENGLISH.replace("Coffee is in the kitchen.", text))
    told = [
        str(fault) for fault in examine(only_own(library(tmp_path))).faults if "words in the body" not in fault.what
    ]
    assert told == []


def run(data: Path, *options: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["content", "check", *options], env={"FOOTHOLD_DATA": str(data)} | (env or {}))
    return result.exit_code, result.output


@pytest.mark.whole
def test_the_command_says_all_is_well(tmp_path: Path) -> None:
    assert run(tmp_path) == (0, "All is well.\n")


@pytest.mark.whole
def test_the_command_says_file_line_and_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, ENGLISH.replace("track: coping-skills", "track: coping"))
    monkeypatch.chdir(tmp_path)
    code, output = run(tmp_path)
    assert code == 1
    assert "content/modules/en/first-week.md:4: there is no track 'coping'. Known: " in output
    assert "66 modules, 2 to fix." in output, output


@pytest.mark.whole
def test_the_table(tmp_path: Path) -> None:
    code, output = run(tmp_path, "--table")
    assert code == 0
    rows = [line.split() for line in output.splitlines() if line.startswith(("component", "condition"))]
    assert len(rows) == len(COMPONENTS) + len(Focus)
    assert all(len(row) > 2 and row[2] != "-" for row in rows)


@pytest.mark.whole
def test_without_the_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(level, "measure", lambda: None)
    monkeypatch.setattr("webapp.content.lessons.check.measure", lambda: None)
    code, output = run(tmp_path)
    assert code == 0
    assert "The reading level was not measured: that needs textstat 0.7.7" in output


def test_a_text_that_is_too_hard(tmp_path: Path) -> None:
    hard = "Institutional considerations regarding multidimensional interdependencies necessitate deliberation. "
    write(tmp_path, ENGLISH.replace("Coffee is in the kitchen.", hard * 12))
    told = [str(fault) for fault in examine(only_own(library(tmp_path))).faults]
    assert any("Flesch-Kincaid" in one and "the limit is 8" in one for one in told)


def test_the_doctor_says_what_is_left_out(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    write(tmp_path)
    assert Finding("ok", "66 modules in Learn, 0 hidden") in list(examine_all(settings))
    write(tmp_path, ENGLISH.replace("track: coping-skills", "track: coping"))
    (finding,) = [one for one in examine_all(settings) if "first-week" in one.text]
    assert finding.state == "fix"
    assert "en/first-week.md:4: there is no track 'coping'." in finding.text
    assert finding.text.endswith("left out of Learn")
