"""The routes of an app, as the guards walk them."""

from flask import Flask
from werkzeug.routing import Rule

from tests.guards.matrix import ID_ARGUMENT
from webapp.access import policy_of
from webapp.enums import Role

NOT_ASKED = {"HEAD", "OPTIONS"}
HELPERS = {
    frozenset({Role.PARTICIPANT}): "participants",
    frozenset({Role.COUNSELOR}): "counselors",
    frozenset({Role.ADMIN}): "admins",
    frozenset(Role): "signed_in",
    frozenset(): "open_to_all",
}


def routes(app: Flask) -> dict[str, Rule]:
    """'GET /urges/new' -> its rule."""
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - NOT_ASKED
    }


def suggestion(app: Flask, key: str, rule: Rule) -> str:
    """The row that is probably meant; to be judged by who writes it."""
    policy = policy_of(app, rule.endpoint)
    helper = HELPERS.get(policy.roles if policy else frozenset(), "Row")
    if rule.arguments and helper == "participants":
        things = ", ".join(repr(name.removesuffix("_id")) for name in ID_ARGUMENT.findall(rule.rule))
        return f'own("{key}", {things}),'
    return f'{helper}("{key}"),'
