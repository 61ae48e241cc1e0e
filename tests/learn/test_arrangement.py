"""What a clinic decides: `order.yaml` hides and reorders, also while a part of it is wrong."""

from pathlib import Path

import pytest

from tests.learn.modules import library, said, write
from webapp.content.lessons.library import OWN


def arranged(data: Path, text: str) -> Path:
    write(data)
    (data / OWN / "order.yaml").write_text(text)
    return data


def test_hiding(tmp_path: Path) -> None:
    found = library(arranged(tmp_path, "hide: [gambling, first-week]\n"))
    assert said(found, tmp_path) == []
    assert {40, 1001} & found.modules.keys() == set()
    assert 41 in found.modules


def test_the_order_in_a_track(tmp_path: Path) -> None:
    found = library(arranged(tmp_path, "modules:\n  coping-skills: [first-week, saying-no]\n"))
    assert said(found, tmp_path) == []
    slugs = [module.slug for module in found.of_track("coping-skills")]
    assert slugs[:3] == ["first-week", "saying-no", "thought-stopping"], "those named first, then the others as before"


def test_the_order_of_tracks(tmp_path: Path) -> None:
    found = library(arranged(tmp_path, "tracks: [for-families]\n"))
    assert [track.slug for track in found.tracks][:2] == ["for-families", "how-this-program-works"]
    assert next(iter(found.modules.values())).meta.track == "for-families"


WRONG = {
    "broken": ("hide: [gambling", ["order.yaml:2: broken YAML"], False),
    "a list": ("- gambling\n", ["order.yaml:1: the file is a list of 'hide'"], False),
    "an unknown module": ("hide: [gambling, gamling]\n", ["order.yaml:1: there is no module 'gamling'"], True),
    "an unknown name": ("hide: [gambling]\nhid: [sleep]\n", ["order.yaml:2: 'hid' is not known here"], True),
    "a part that is wrong": ("hide: [gambling]\ntracks: 5\n", ["order.yaml:2: 'tracks'"], True),
    "an unknown track": (
        "hide: [gambling]\ntracks: [famly]\nmodules: {famly: [sleep]}\n",
        ["order.yaml:2: there is no track 'famly'", "order.yaml:3: there is no track 'famly'"],
        True,
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_and_the_rest_holds(what: str, tmp_path: Path) -> None:
    text, messages, is_hidden = WRONG[what]
    found = library(arranged(tmp_path, text))
    told = said(found, tmp_path)
    assert len(told) == len(messages)
    assert all(message in one for message, one in zip(messages, told, strict=True)), told
    assert (40 not in found.modules) == is_hidden


def test_a_broken_list_of_sources(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / OWN / "sources.yaml").write_text("clinic-own: [x]\n")
    found = library(tmp_path)
    assert any("sources.yaml:1" in message for message in said(found, tmp_path))
    assert 1001 not in found.modules, "it names a source that nobody can see"
