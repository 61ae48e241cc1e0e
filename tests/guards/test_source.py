"""What stands in the source: where the rules of access may be left, each place with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.guards.routes import routes

WEBAPP = Path(__file__).parents[2] / "webapp"
SOURCES = {
    str(path.relative_to(WEBAPP)): ast.parse(path.read_text())
    for path in sorted(WEBAPP.rglob("*.py"))
    if "versions" not in path.parts
}

USED_BEFORE = "an id that was used before, by whomever, must be seen to be refused; nothing else is read"
SEES_EVERYONE = {
    "demo/__init__.py": "example data of an empty program",
    "reminders/queries.py": "who wants to be reminded now: hours and a phone, no entry",
    "reminders/services.py": "a browser that somebody else is signed in on now",
    "appointments/queries.py": "a calendar program signs in nowhere: the address that it brings says whose it is",
    "flags/program_queries.py": "how much each counselor answered, in numbers",
    "groups/queries.py": "numbers of people who asked to be counted, from five on",
    "guests.py": "whoever opens a family link is nobody yet: the key or the cookie says whose link it is",
    "operations.py": USED_BEFORE,
}
"""Files that may call `everyone(`."""

SETS_THE_SCOPE = {
    "engine.py": "names the option",
    "schema.py": "a migration may move every row",
    "scope.py": "the one place that builds the condition",
}
"""Files that may name the execution option of a scope."""

RAW_SQL = {
    "engine.py": "pragmas and BEGIN have no other way",
    "models/program.py": "the condition of a partial index",
    "pwa/routes.py": "the health check reads no table",
    "upkeep/doctor.py": "pragmas, as they are asked for by name",
    "upkeep/postgres_copy.py": "a restore puts the old schema aside",
}
"""Files that may send SQL as text."""

COMMITS_BY_ITSELF = {
    "accounts.sign_in_create": "a refused try stays counted, and a slow hash must not hold the write lock",
    "accounts.join_create": "a refused try stays counted, and a slow hash must not hold the write lock",
    "accounts.reset_create": "a refused try stays counted, and a slow hash must not hold the write lock",
    "accounts.confirm_create": "a refused try stays counted, and a slow hash must not hold the write lock",
    "accounts.choose_language": "writes a cookie and no row",
    "accounts.password_update": "a slow hash must not hold the write lock",
    "second_step.create": "a refused try stays counted, and a slow hash must not hold the write lock",
    "second_step.set_up": "ten slow hashes must not hold the write lock",
    "second_step.renew": "ten slow hashes must not hold the write lock",
    "setup.create": "a wrong code stays counted",
    "shared.opening": "a wrong passcode stays counted, and a slow hash must not hold the write lock",
}
"""POST endpoints without `commit_on_success`."""


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of a function or a method with one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node


def files_that_call(*names: str) -> set[str]:
    return {file for file, tree in SOURCES.items() if any(calls(tree, *names))}


def test_who_may_see_everyone() -> None:
    assert files_that_call("everyone") == SEES_EVERYONE.keys()


def test_everyone_says_why_in_place() -> None:
    for file, tree in SOURCES.items():
        for call in calls(tree, "everyone"):
            reasons = [word.value for word in call.keywords if word.arg == "reason"]
            assert isinstance(reasons[0], ast.Constant) and len(str(reasons[0].value)) >= 10, file


def test_no_test_waits_in_the_page_itself() -> None:
    """What `tests.support.browser.until_true` is for."""
    for path in WEBAPP.with_name("tests").rglob("*.py"):
        assert not any(calls(ast.parse(path.read_text()), "wait_for_function")), path.name


def test_only_the_scope_sets_the_scope() -> None:
    named = {
        file
        for file, tree in SOURCES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and node.value in {"foothold_scope", "compiled_cache"})
        or (isinstance(node, ast.Name) and node.id == "SCOPE")
        or (isinstance(node, ast.Attribute) and node.attr == "SCOPE")
    }
    assert named == SETS_THE_SCOPE.keys()


@pytest.mark.parametrize("name", ["get", "get_one"])
def test_rows_of_participants_are_not_loaded_by_id_alone(name: str) -> None:
    """`session.get` would find anybody's row. The engine refuses it too; here it does not even get that far."""
    found = {
        (file, ast.unparse(call.args[0]))
        for file, tree in SOURCES.items()
        for call in calls(tree, name)
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("session") and call.args
    }
    assert {model for file, model in found if file != "admin/loaders.py"} <= UNPROTECTED, found
    loaded = {ast.unparse(call.args[0]) for tree in SOURCES.values() for call in calls(tree, "found") if call.args}
    assert loaded <= UNPROTECTED, "what the admin loads by id"


UNPROTECTED = {
    "Account",
    "Device",
    "Invite",
    "Program",
    "TherapyGroup",
    "GroupMember",
    "CrisisLine",
    "Assignment",
    "Coverage",
    "GroupWeek",
    "ResetCode",
    "Resource",
}
"""Tables that hold no participant's record."""


def test_no_sql_is_put_together_from_text() -> None:
    assert files_that_call("text", "exec_driver_sql") == RAW_SQL.keys()
    for file, tree in SOURCES.items():
        for call in calls(tree, "text", "exec_driver_sql", "execute", "literal_column"):
            made = [
                node
                for argument in call.args
                for node in ast.walk(argument)
                if isinstance(node, ast.JoinedStr | ast.Mod)
            ]
            assert not made or file in MADE_SQL, f"{file}:{call.lineno}"


MADE_SQL = {"engine.py", "upkeep/doctor.py", "upkeep/postgres_copy.py", "upkeep/sqlite_copy.py"}
"""Where a name of ours is put into a statement that takes no parameter."""


def test_posts_commit_or_say_why_not(app: Flask) -> None:
    views = {
        rule.endpoint: app.view_functions[rule.endpoint] for key, rule in routes(app).items() if key.startswith("POST ")
    }
    without = {name for name, view in views.items() if not getattr(view, "commits", False)}
    assert without == COMMITS_BY_ITSELF.keys()


def test_gets_do_not_commit(app: Flask) -> None:
    reading = {rule.endpoint for key, rule in routes(app).items() if key.startswith("GET ")}
    assert [name for name in reading if getattr(app.view_functions[name], "commits", False)] == []


def test_state_changes_are_posts(app: Flask) -> None:
    assert {key.split(" ")[0] for key in routes(app)} <= {"GET", "POST"}


def test_addresses_name_no_person_and_no_text(app: Flask) -> None:
    """Arguments are ids and numbers; the few that are words come from our own lists."""
    words = {
        key
        for key, rule in routes(app).items()
        for name, converter in rule._converters.items()
        if type(converter).__name__ == "UnicodeConverter"
    }
    assert {key.split("/")[1] for key in words} <= WORDS_IN_ADDRESSES.keys(), words


WORDS_IN_ADDRESSES = {
    "s": "the public id of a family link, made here",
    "calendar": "a random key, made here: calendar programs can bring it in no other way",
    "skills": "slugs of the library, or an id",
    "plan": "sections of the plan",
    "counselor": "sections of the plan",
    "resources": "slugs of the directory, or an id",
    "safety-plan": "sections of the plan",
}


def test_the_app_prints_and_logs_nothing_personal() -> None:
    """`log` is given words of ours and the fields named in `serving.FIELDS`; `print` is not used."""
    for file, tree in SOURCES.items():
        assert not any(call for call in calls(tree, "print") if isinstance(call.func, ast.Name)), file
        for call in calls(tree, "error", "warning", "info", "exception"):
            if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "log":
                assert isinstance(call.args[0], ast.Constant), f"{file}:{call.lineno}"


def test_no_sleeping_warnings() -> None:
    """Nothing in the tests is skipped or expected to fail."""
    tests = WEBAPP.parent / "tests"
    words = ("pytest.mark." + "skip", "pytest." + "skip(", "x" + "fail", "import" + "orskip")
    found = [str(path) for path in tests.rglob("*.py") if any(word in path.read_text() for word in words)]
    assert found == []
