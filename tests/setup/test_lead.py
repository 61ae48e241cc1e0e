"""Without a program every page leads to the set-up; with one the database is never asked again."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.queries import counted
from webapp.access import policy_of


@pytest.mark.parametrize("path", ["/", "/sign-in", "/join", "/admin", "/account", "/setup/done"])
def test_pages_lead_to_the_set_up(visitor: PageClient, path: str) -> None:
    answer = visitor.get(path)
    assert (answer.status_code, answer.location) == (303, "/setup")


def test_so_do_forms(visitor: PageClient) -> None:
    answer = visitor.post("/sign-in", data={"username": "a", "password": "b"})
    assert (answer.status_code, answer.location) == (303, "/setup")


@pytest.mark.parametrize("path", ["/help", "/healthz", "/setup"])
def test_these_answer(visitor: PageClient, path: str) -> None:
    assert visitor.get(path).status_code == 200


def test_so_do_static_files_and_the_language(fresh: Flask, visitor: PageClient) -> None:
    with visitor.get(fresh.extensions["assets"]["icons.svg"]) as file:
        assert file.status_code == 200
    answer = visitor.post("/language", data={"language": "es", "next": "/setup"})
    assert answer.location == "/setup"
    assert "Configura tu programa" in visitor.get("/setup").text


def test_the_language_is_the_browsers(visitor: PageClient) -> None:
    page = visitor.get("/setup", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert "Configura tu programa" in page.text


def test_what_is_not_there_is_not_found(visitor: PageClient) -> None:
    assert visitor.get("/no-such-page").status_code == 404


def test_with_a_program_it_is_over(cast: Cast, fresh: Flask) -> None:
    assert cast.as_("maya").get("/account").status_code == 200
    for answer in (cast.as_("nobody").get("/setup"), cast.as_("nobody").post("/setup", data={"program": "Other"})):
        assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert cast.as_("nobody").get("/setup/done").status_code == 200


def test_with_a_program_the_database_is_asked_once(cast: Cast, fresh: Flask) -> None:
    with counted(fresh.extensions["foothold_engine"]) as sent:
        for _ in range(3):
            assert cast.as_("nobody").get("/sign-in").status_code == 200
    assert len([statement for statement in sent if "program" in statement.lower()]) == 1


def test_the_pages_are_open(app: Flask) -> None:
    for endpoint in ("setup.new", "setup.create", "setup.done"):
        policy = policy_of(app, endpoint)
        assert policy
        assert policy.is_public
