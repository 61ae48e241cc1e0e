"""Whatever staff or the program do is in the admin's audit log in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from webapp.admin.presenters_trail import ACTIONS
from webapp.trail.words import SENTENCES

WEBAPP = Path(__file__).parents[2] / "webapp"
ACTION = "action"
"""What each function that writes a row of the trail calls its parameter."""
OF_PARTICIPANTS = "by_owner"
"""Writes what a participant keeps in their own record, which admins are not told."""
OF_FAMILY = "shared"
"""What somebody with a family link does, which admins are not told either."""
COMMON = {"audit": WEBAPP / "audit.py", "trail": WEBAPP / "admin" / "trail.py"}
"""Modules whose functions others call to write a row."""


def writers(path: Path) -> dict[str, int]:
    """Function -> where its parameter `action` stands."""
    return {
        node.name: [parameter.arg for parameter in node.args.args].index(ACTION)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and ACTION in {parameter.arg for parameter in node.args.args}
        and OF_PARTICIPANTS
        not in {node.name, *(name.attr for name in ast.walk(node) if isinstance(name, ast.Attribute))}
    }


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))


def recorded() -> set[str]:
    """The actions that the code names where it writes to the trail."""
    found: set[str] = set()
    common = {f"{module}.{name}": place for module, path in COMMON.items() for name, place in writers(path).items()}
    for path in set(WEBAPP.rglob("*.py")) - set((WEBAPP / OF_FAMILY).rglob("*.py")):
        known = common | writers(path)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and len(node.args) > (place := known.get(ast.unparse(node.func), 99)):
                found |= set(texts(node.args[place]))
    return found


def test_the_guard_sees_what_is_written() -> None:
    assert {"assigned", "erased", "joined", "read", "written", "showed", "hid", "set"} <= recorded()


def test_each_action_has_its_words() -> None:
    told = {action for (_subject, action, *_detail), text in SENTENCES.items() if "%(who)s" in text}
    assert sorted((recorded() | told) - ACTIONS.keys()) == []
