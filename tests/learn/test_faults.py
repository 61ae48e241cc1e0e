"""Content that is at fault: a clear message with file and line; the app starts and serves the rest."""

from pathlib import Path

import pytest

from tests.learn.modules import ENGLISH, NUMBER, SPANISH, library, said, write
from webapp import create_app
from webapp.config import Settings
from webapp.content.lessons.library import load_library

BUILT_IN = len(load_library().modules)


def changed(old: str, new: str) -> str:
    assert old in ENGLISH
    return ENGLISH.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


LEFT_OUT = {
    # what stands instead of what, where the message points, and what it says
    "no front matter": ("---\nslug", "slug", 1, "the file begins with a line of '---'"),
    "no end of it": ("---\n## Who is who", "## Who is who", 1, "no second line of '---'"),
    "broken YAML": ("minutes: 4", "minutes: [4", "conditions:", "broken YAML"),
    "a list instead": ("---\nslug: first-week\n", "---\n- slug\n", "number:", "broken YAML"),
    "an unknown name": ("minutes: 4", "minutes: 4\nminuts: 4", "minuts", "'minuts' is not known here"),
    "a name that is missing": ("minutes: 4\n", "", 2, "'minutes' is missing"),
    "no number": ("minutes: 4", "minutes: four", "minutes", "'minutes'"),
    "a name twice": ("minutes: 4", "minutes: 4\nminutes: 5", 2, "'minutes' is there twice"),
    "lists without end": ("minutes: 4", "minutes: " + "[" * 60_000, "minutes", "too deep"),
    "an alias": (
        "title: Your first week here\nobjective: Know who is who.", "title: &a x\nobjective: *a", "title", "an alias",
    ),
    "a word that YAML takes for another": ("text: Always", "text: Yes", "text: Yes", "put it in quotation marks"),
    "no quotation marks": ("text: Dana,", "text: Dana, or Lee,", "text: Dana", "needs quotation marks"),
    "another file name": ("slug: first-week", "slug: second-week", "slug", "the file is called first-week.md"),
    "an unknown track": ("track: coping-skills", "track: coping", "track", "there is no track 'coping'. Known: "),
    "an unknown source": ("tip-47]\n", "tip-99]\n", "sources", "there is no source 'tip-99'"),
    "a source twice": ("[clinic-own, tip-47]", "[tip-47, tip-47]", "sources", "'tip-47' is there twice"),
    "an unknown component": ("[program]", "[programs]", "components", "'programs' is no component. Known: program,"),
    "an unknown condition": ("[alcohol]", "[wine]", "conditions", "'wine' is not known. Known: 'alcohol'"),
    "a number of the built-in ones": ("number: 1001", "number: 7", "number", "a clinic's own start at 1000"),
    "an unknown picture": ("(urge-wave)", "(urge-waves)", "Coffee", "there is no picture 'urge-waves'"),
    "a mark without its source": ("all[^clinic-own]", "all[^nimh]", "That is", "[^nimh] is not among the 'sources'"),
    "a gate that closes nothing": (
        "dana: Write to Dana}",
        "dana: Write to Dana}, gate: {by: place, clear: bus, options: [x]}",
        "key: who",
        "closes 'x', which is none of its options",
    ),
    "a gate that nothing opens": (
        "dana: Write to Dana}",
        "dana: Write to Dana}, gate: {by: sign, clear: bus, options: [sam]}",
        "exercise:",
        "'gate' needs a field of 'choices' without 'own'",
    ),
    "a gate with own words beside it": (
        "dana: Write to Dana}",
        "dana: Write to Dana}, gate: {by: place, clear: bus, options: [sam]}",
        "exercise:",
        "'gate' needs a field of 'choices' without 'own'",
    ),
    "a backup of a trigger": (
        "to: trigger, from: [place]",
        "to: trigger, from: [place], backup: sign",
        "exercise:",
        "'backup' belongs to 'if-then', not to 'trigger'",
    ),
    "a backup from nowhere": ("from: [sign, act]}", "from: [sign, act], backup: x}", "exercise:", "takes from 'x'"),
    "two sections": ("## What is next\n", "", "## Who", "2 sections, not 3 to 5"),
    "six sections": ("That is all", "## 4\nx\n\n## 5\nx\n\n## 6\nx\n\nThat", "## Who", "6 sections, not 3 to 5"),
    "no example": ("::: example Robin", "::: careful", "## Who", "0 worked examples, not 1"),
    "an example of nobody": ("::: example Robin", "::: example", "::: example", "the name of an invented person"),
    "a block without end": ("wake up.\n:::", "wake up.", "::: careful", "no ':::' that ends it"),
    "an unknown block": ("::: careful", "::: warning", "::: warning", "'::: warning' is not known. Known: example"),
    "text before the sections": ("---\n## Who is who\n", "---\nHello.\n", "Hello.", "text before the first '## '"),
    "a deeper heading": ("That is all", "### More\n\nThat is all", "### More", "headings are '## '"),
    "a list in a list": ("- You can be late.", "- You\n  - can", "- can", "a list inside of a list"),
    "an empty section": ("Coffee is", "## Empty\n\n## Coffee\nCoffee is", "## Empty", "without text"),
    "a picture in a line": ("Coffee is", "Coffee ![](urge-wave) is", "Coffee", "a paragraph of its own"),
    "two questions": ("check:\n  - question: Who", "check:\n  - question: Who", None, ""),
    "no right answer": ("{text: On Monday, right: true,", "{text: On Monday,", "When is", "0 of the answers are right"),
    "two right answers": ("{text: Never,", "{text: Never, right: true,", "When is", "2 of the answers are right"),
    "a kind that is not": ("kind: scale", "kind: slider", "kind: slider", "'exercise.fields.4.kind'"),
    "options of a line": ("{key: act, kind: line,", "{key: act, kind: line, own: true,", "key: act", "has no options"),
    "one option": ("options: {sam: Call Sam, dana: Write to Dana}", "options: {sam: Sam}", "key: who", "2 to 14"),
    "a key twice": ("key: act", "key: sign", "title: My week", "a key of 'fields' is there twice"),
    "an addition to nowhere": ("to: sign", "to: diary", "to: diary", "nothing is added to 'diary'. Known: if-then"),
    "an addition of nothing": ("from: [place]", "from: [plaice]", "title: My week", "'plaice', which is no key"),
    "an addition of a long text": ("from: [place]", "from: [more]", "title: My week", "'more' is a text, which cannot"),
    "an act without a cue": ("from: [sign, act]", "from: [act]", "title: My week", "the cue and the act"),
}  # fmt: skip
del LEFT_OUT["two questions"]


@pytest.mark.parametrize("what", LEFT_OUT)
def test_what_is_at_fault_is_left_out(what: str, tmp_path: Path) -> None:
    old, new, where, message = LEFT_OUT[what]
    text = changed(old, new)
    line = where if isinstance(where, int) else line_of(text, str(where))
    write(tmp_path, text)
    found = library(tmp_path)
    messages = [message for message in said(found, tmp_path) if message.startswith("en/")]
    assert messages, "nothing was said"
    assert message in messages[0]
    assert abs(int(messages[0].split(":")[1]) - line) <= 1, messages[0]
    assert found.modules.get(NUMBER) is None or set(found.modules[NUMBER].lessons) == {"es"}
    assert len(found.modules) >= BUILT_IN, "the rest is served"


def test_two_questions(tmp_path: Path) -> None:
    start, end = ENGLISH.index("  - question: When"), ENGLISH.index("  - question: May")
    write(tmp_path, ENGLISH[:start] + ENGLISH[end:])
    assert "2 given, 3 needed" in said(library(tmp_path), tmp_path)[0]


def test_the_module_without_a_fault_is_there(tmp_path: Path) -> None:
    """The control: what the tests above change is in order."""
    write(tmp_path)
    found = library(tmp_path)
    assert said(found, tmp_path) == []
    assert set(found.modules[NUMBER].lessons) == {"en", "es"}
    assert len(found.modules) == BUILT_IN + 1


def test_five_megabytes_are_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, ENGLISH + "x" * 5_000_000)
    read: list[Path] = []
    before = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or before(path))
    (message,) = said(library(tmp_path), tmp_path)
    assert message == "en/first-week.md:1: 4884 KB are too much: a file holds at most 64 KB"
    assert not [path for path in read if path.parent.name == "en" and path.is_relative_to(tmp_path)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (ENGLISH.replace("Dana listens", "Señora Ruiz listens").encode("latin-1"), "not UTF-8"),
        (ENGLISH.encode("utf-16"), "not UTF-8"),
        (ENGLISH.replace("Dana listens", "Dana\x00listens").encode(), "a control character"),
    ],
)
def test_bad_encoding(raw: bytes, message: str, tmp_path: Path) -> None:
    write(tmp_path, raw)
    (found,) = said(library(tmp_path), tmp_path)
    assert message in found


def test_a_mark_at_the_start_and_other_line_ends_are_read(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode())
    assert said(library(tmp_path), tmp_path) == []


def test_what_nobody_thought_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object) -> None:
        raise KeyError("x")

    write(tmp_path)
    monkeypatch.setattr("webapp.content.lessons.lesson.read_body", fails)
    found = library(tmp_path)
    assert said(found, tmp_path)[0] == "en/first-week.md:1: cannot be read: KeyError"
    assert len(found.modules) == BUILT_IN


def test_a_missing_translation(tmp_path: Path) -> None:
    write(tmp_path, spanish=None)
    found = library(tmp_path)
    assert said(found, tmp_path) == ["en/first-week.md:1: there is no es/first-week.md: this module is missing there"]
    assert set(found.modules[NUMBER].lessons) == {"en"}


DIFFERENT = {
    "minutes": ("minutes: 4", "minutes: 5", "'minutes' is 5, but 4 in en/"),
    "version": ("version: 1", "version: 2", "'version' is 2, but 1 in en/"),
    "conditions": ("[alcohol]", "[]", "'conditions' is empty, but alcohol in en/"),
    "crisis card": ("crisis_card: true", "crisis_card: false", "'crisis_card' is False, but True in en/"),
    "an option": ("home: En casa", "house: En casa", "another field than in en/: place, choices, own"),
    "a field": ("    - {key: more, kind: text, label: ¿Algo más?}\n", "", "5 fields, but 6 in en/"),
    "an addition": ("    - {to: trigger, from: [place]}\n", "", "'adds' differs from that in en/"),
    "the right answer": (
        '{text: El lunes, right: true, feedback: "Sí. A las 6."}\n      - {text: Nunca,',
        '{text: El lunes, feedback: "Sí. A las 6."}\n      - {text: Nunca, right: true,',
        "other answers, or another right one, than in en/",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DIFFERENT)
def test_both_languages_have_to_agree(what: str, tmp_path: Path) -> None:
    old, new, message = DIFFERENT[what]
    assert old in SPANISH
    write(tmp_path, spanish=SPANISH.replace(old, new))
    found = library(tmp_path)
    messages = said(found, tmp_path)
    assert message in messages[0] and messages[0].startswith("es/")
    assert set(found.modules[NUMBER].lessons) == {"en"}, "English is shown, the other language is left out"


def test_a_slug_of_the_built_in_ones(tmp_path: Path) -> None:
    text = ENGLISH.replace("slug: first-week", "slug: sleep")
    write(tmp_path, text, SPANISH.replace("slug: first-week", "slug: sleep"), slug="sleep")
    found = library(tmp_path)
    assert "slug 'sleep' is that of the built-in module 54" in said(found, tmp_path)[0]
    assert found.modules[54].is_own is False and NUMBER not in found.modules


def test_a_number_twice(tmp_path: Path) -> None:
    write(tmp_path)
    other = [text.replace("slug: first-week", "slug: second-week") for text in (ENGLISH, SPANISH)]
    write(tmp_path, *other, slug="second-week")
    found = library(tmp_path)
    assert "number 1001 is that of 'first-week'" in said(found, tmp_path)[0]
    assert found.modules[NUMBER].slug == "first-week"


def test_the_app_starts_whatever_is_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Every fault at once, and a folder where a file should be; the log names file and line."""
    texts = [changed(old, new) for old, new, _where, _message in LEFT_OUT.values()]
    for place, text in enumerate(texts):
        write(tmp_path, text, None, slug=f"fault-{place}")
    (tmp_path / "content/modules/en/folder.md").mkdir()
    (tmp_path / "content/modules/order.yaml").write_text("hide: [")
    app = create_app(Settings(data=tmp_path, database_url=f"sqlite:///{tmp_path}/x.db"))
    app.extensions["foothold_engine"].dispose()
    assert len(app.extensions["foothold_library"].modules) == BUILT_IN
    told = [record for record in caplog.records if record.name == "foothold"]
    assert len(told) > len(texts)
    assert any(getattr(record, "where", "").endswith("en/fault-0.md:1") for record in told)
