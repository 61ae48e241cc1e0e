"""Who may come in, from where, and by which cookie."""

from tests.mutants.checks.check import SESSIONS, SIGN_IN, Check, row

ELSEWHERE = "tests/guards/test_matrix.py::test_a_write_from_elsewhere_is_refused"
MARKS = "tests/guards/test_access_marks.py"

CHECKS = {
    "role": Check("webapp.gate", "if person.role not in policy.roles:", "if False:", row("GET /urges/new")),
    "signed in": Check("webapp.gate", "        abort(401)\n", "        return\n", row("GET /urges/new")),
    "mark at the start": Check("webapp", "    access.require_marks(app)\n", "", (f"{MARKS}::test_create_app_asks",)),
    "mark found missing": Check(
        "webapp.access",
        "    if unmarked:\n",
        "    if False:\n",
        (f"{MARKS}::test_the_app_refuses_to_start_with_an_unmarked_endpoint",),
    ),
    "mark at the gate": Check(
        "webapp.gate",
        "if endpoint and policy is None:",
        "if False:",
        (f"{MARKS}::test_an_unmarked_endpoint_is_refused_even_so",),
    ),
    "idle session": Check(
        "webapp.sessions",
        'row.last_seen_at > since["seen_after"] and ',
        "",
        (f"{SESSIONS}::test_it_ends_when_nothing_is_done",),
    ),
    "old session": Check(
        "webapp.sessions",
        ' and row.created_at > since["made_after"]',
        "",
        (f"{SESSIONS}::test_it_ends_in_the_end",),
    ),
    "ended session": Check(
        "webapp.sessions",
        "        col(Device.ended_at).is_(None),\n",
        "",
        (f"{SESSIONS}::test_signing_out_kills_the_cookie",),
    ),
    "account active": Check(
        "webapp.sessions",
        "        col(Account.active).is_(True),\n",
        "",
        (f"{SESSIONS}::test_a_disabled_account_is_out_at_the_next_request",),
    ),
    "token": Check(
        "webapp.sessions",
        '        col(Device.token_hash) == bindparam("token_hash"),\n',
        "",
        (f"{SIGN_IN}::test_a_made_up_cookie_is_nobody",),
    ),
    "sender": Check(
        "webapp.headers",
        'not request.headers.get("Sec-Fetch-Site") and request.headers.get("Origin") != ours',
        "False",
        (ELSEWHERE,),
    ),
    "origin": Check("webapp", "    csrf.init_app(app)\n", "", (ELSEWHERE,)),
}
