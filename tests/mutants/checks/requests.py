"""A request that repeats, is stale, or cannot be stored."""

from tests.mutants.checks.check import Check, row

OPERATIONS = "tests/platform/test_operations.py"

CHECKS = {
    "operation owner": Check(
        "webapp.operations",
        "(known.owner_id, known.fingerprint) == (owner_id, asked)",
        "known.fingerprint == asked",
        (f"{OPERATIONS}::test_anything_else_is_a_conflict",),
    ),
    "operation content": Check(
        "webapp.operations",
        "(known.owner_id, known.fingerprint) == (owner_id, asked)",
        "known.owner_id == owner_id",
        (f"{OPERATIONS}::test_anything_else_is_a_conflict",),
    ),
    "refused is rolled back": Check(
        "webapp.commits", "if response.status_code >= 400:", "if False:", row("POST /plan/<section> stale")
    ),
    "what cannot be stored": Check(
        "webapp.forms",
        "if any(UNSTORABLE.search(value) for value in values):",
        "if False:",
        ("tests/platform/test_forms.py::test_what_is_not_is_refused_at_its_field",),
    ),
    "no event in the future": Check(
        "webapp.forms",
        "if moment > datetime.now(UTC) + CLOCK_SKEW:",
        "if False:",
        ("tests/platform/test_forms.py::test_an_event_has_happened",),
    ),
}
