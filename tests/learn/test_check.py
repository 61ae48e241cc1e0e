"""The check teaches by its feedback; nobody is graded."""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.learn.conftest import URL, Learning
from tests.learn.modules import ENGLISH, SPANISH
from tests.support.markup import the
from webapp.models import ModuleProgress, uuid7


def answers(learning: Learning, *places: int | None) -> Tag:
    data = {f"check_{n}": place for n, place in enumerate(places, 1) if place is not None}
    answer = learning.maya.post(f"{URL}/check", data=data | {"operation": uuid7()})
    assert (answer.status_code, answer.location) == (303, f"{URL}#check")
    return the(BeautifulSoup(learning.maya.get(URL).text, "html.parser"), "#check")


def test_feedback_to_each_answer(learning: Learning) -> None:
    check = answers(learning, 0, 1, None)
    said = [feedback.get_text(" ", strip=True) for feedback in check.select("fieldset .banner")]
    assert said[0].startswith("Yes. She is there on weekdays")
    assert said[1] == "Not quite. Many people think so. It is on Monday." or said[1] == "Not quite. It is on Monday."
    assert len(said) == 2, "the third was not answered"
    assert len(check.select(".choice-right")) == 1
    assert check.select_one("#check_1-feedback .cite a")


def test_no_score(learning: Learning) -> None:
    text = answers(learning, 0, 0, 0).get_text(" ", strip=True)
    assert "No score." in text
    assert not any(word in text for word in ("3/3", "3 of 3", "100", "Wrong", "Correct"))


def test_answers_are_kept_with_the_version(learning: Learning) -> None:
    answers(learning, 1, None, 0)
    (row,) = learning.rows(ModuleProgress)
    assert row.checked == {"version": 1, "answers": [1, None, 0]}


def test_trying_again(learning: Learning) -> None:
    answers(learning, 1, 1, 1)
    check = answers(learning, 0, 1, 1)
    assert len(check.select(".choice-right")) == 1
    assert len(learning.rows(ModuleProgress)) == 1


def test_the_order_of_the_words_of_the_house(learning: Learning) -> None:
    """Feedback that does not say by itself whether it was right gets the sentence of the house before it."""
    learning.serves(ENGLISH.replace("Not quite. It is on Monday.", "It is on Monday. Come by."))
    said = answers(learning, None, 1, None).select_one("#check_2-feedback span")
    assert said and the(said, "strong").text == "Not quite. Many people think so."
    assert said.get_text(" ", strip=True).endswith("It is on Monday. Come by.")


def test_in_spanish(learning: Learning) -> None:
    learning.speaks("es")
    said = [part.get_text(" ", strip=True) for part in answers(learning, 0, 1, None).select("fieldset .banner")]
    assert said[0].startswith("Sí. Está entre semana") and said[1] == "Casi. Es el lunes."


@pytest.mark.parametrize("data", [{}, {"check_1": "7"}, {"check_1": "x"}, {"check_1": "-1"}])
def test_nothing_chosen_is_said_kindly(data: dict[str, str], learning: Learning) -> None:
    answer = learning.maya.post(f"{URL}/check", data=data | {"operation": uuid7()})
    assert answer.status_code == 422
    assert "Choose an answer first. None of them counts against you." in answer.text
    assert learning.rows(ModuleProgress) == []


def test_an_answer_that_a_question_does_not_have_says_nothing(learning: Learning) -> None:
    assert answers(learning, 3, None, None).select("fieldset .banner") == []


def test_to_htmx_the_part(learning: Learning) -> None:
    part = learning.maya.htmx(f"{URL}/check", {"operation": uuid7(), "check_1": 0})
    assert part.status_code == 200 and "She is there on weekdays" in part.text and "<html" not in part.text


def test_a_changed_module_asks_again_and_keeps_what_was_answered(learning: Learning) -> None:
    answers(learning, 1, 1, 0)
    swap = ("version: 1", "version: 2")
    learning.serves(ENGLISH.replace(*swap), SPANISH.replace(*swap))
    page = learning.maya.get(URL).text
    check = BeautifulSoup(page, "html.parser").select_one("#check")
    assert check and "This module changed since you answered." in check.text
    assert check.select("input[checked]") == check.select("fieldset .banner") == []
    assert learning.rows(ModuleProgress)[0].checked == {"version": 1, "answers": [1, 1, 0]}
    answers(learning, 0, 0, 0)
    assert learning.rows(ModuleProgress)[0].checked == {"version": 2, "answers": [0, 0, 0]}
