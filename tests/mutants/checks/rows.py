"""Whose row a query sees or changes."""

from tests.mutants.checks.check import SCOPE, Check, row

URGE = row("GET /urges/<uuid:urge_id>")

CHECKS = {
    "owner of a read": Check(
        "webapp.scope",
        'return statement.where(col(model.owner_id) == bindparam("owner_id")).execution_options(**{SCOPE: "owner"})',
        'return statement.execution_options(**{SCOPE: "owner"})',
        URGE,
    ),
    "owner of a change": Check(
        "webapp.scope",
        'changed = statement.where(col(model.owner_id) == bindparam("of_owner"))',
        "changed = statement",
        (f"{SCOPE}::test_a_change_touches_only_the_owners_rows",),
    ),
    "own row": Check("webapp.access", ".where(col(model.id) == row_id)", "", URGE),
    "own row deleted": Check(
        "webapp.access",
        'if row is None or (not deleted and getattr(row, "deleted_at", None) is not None):',
        "if row is None:",
        row("GET /urges/<uuid:urge_id> deleted urge"),
    ),
    "unscoped statement": Check(
        "webapp.scope", "raise UnscopedQuery(str(statement)[:200])", "return", (f"{SCOPE}::test_unscoped_is_refused",)
    ),
    "unscoped change": Check(
        "webapp.scope",
        "not isinstance(statement, ClauseElement)",
        "not isinstance(statement, SelectBase)",
        (f"{SCOPE}::test_unscoped_is_refused[sqlite-update]", f"{SCOPE}::test_unscoped_is_refused[sqlite-delete]"),
    ),
    "unscoped text": Check(
        "webapp.scope",
        "if isinstance(part, TextClause):",
        "if False:",
        (f"{SCOPE}::test_unscoped_is_refused[sqlite-text]",),
    ),
    "unscoped literal": Check(
        "webapp.scope",
        'if getattr(part, "is_literal", False) else ()',
        "if False else ()",
        (f"{SCOPE}::test_unscoped_is_refused[sqlite-text as a column]",),
    ),
    "unscoped insert from select": Check(
        "webapp.scope",
        "        elif isinstance(part, SelectBase):\n",
        "        elif False:\n",
        (f"{SCOPE}::test_unscoped_is_refused[sqlite-insert from select]",),
    ),
    "reason to see everyone": Check(
        "webapp.scope", "if len(reason) < 10:", "if False:", (f"{SCOPE}::test_everyone_needs_a_reason",)
    ),
    "urge of a lapse": Check(
        "webapp.urges.lapses",
        "        own(Urge, form.value.urge_id, deleted=True)",
        "        pass",
        row("POST /lapses after an urge of Maya's"),
    ),
}
