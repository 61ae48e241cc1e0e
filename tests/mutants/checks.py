"""The checks that keep people's records apart, each with what is left when it is loosened and the tests that must fail.

`old` stands once in the module's source; `new` takes its place.
"""

from dataclasses import dataclass

MATRIX = "tests/guards/test_matrix.py::test_row"
ELSEWHERE = "tests/guards/test_matrix.py::test_a_write_from_elsewhere_is_refused"
MARKS = "tests/guards/test_access_marks.py"
SCOPE = "tests/guards/test_scope.py"
SIGN_IN = "tests/accounts/test_sign_in.py"
THROTTLE = "tests/accounts/test_throttle.py"
JOIN = "tests/accounts/test_join.py"
RESET = "tests/accounts/test_reset.py"
SESSIONS = "tests/accounts/test_sessions.py"
TEAM = (f"{SCOPE}::test_the_team_sees_what_is_shared_and_no_more",)
OPERATIONS = "tests/platform/test_operations.py"


@dataclass(frozen=True)
class Check:
    module: str
    old: str
    new: str
    tests: tuple[str, ...]


def row(*keys: str) -> tuple[str, ...]:
    return tuple(f"{MATRIX}[sqlite-{key}]" for key in keys)


URGE = row("GET /urges/<uuid:urge_id>")
RECORD = row("GET /counselor/participants/<uuid:participant_id>")
NOBODYS = row("GET /counselor/participants/<uuid:participant_id> whose account is disabled")
HANDLING = row("POST /counselor/call-requests/<uuid:request_id>/handling")
CALLS = row("POST /counselor/call-requests/<uuid:request_id>/handling of somebody else")

SOME = (
    "owner of a read",
    "own row",
    "own row deleted",
    "unscoped statement",
    "consent given",
    "consent taken back",
    "assigned counselor",
    "assignment ended",
    "private entry",
    "deleted entry",
    "role",
    "mark at the gate",
    "idle session",
    "old session",
    "ended session",
    "account active",
    "sender",
    "guessing",
    "invite used",
    "reset expired",
    "next path",
    "operation owner",
)
"""Those that are tried in every run; the others in the long one."""

CHECKS = {
    # whose row
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
        "GUARDED = (SelectBase, Update, Delete)",
        "GUARDED = (SelectBase,)",
        (f"{SCOPE}::test_unscoped_is_refused",),
    ),
    "reason to see everyone": Check(
        "webapp.scope", "if len(reason) < 10:", "if False:", (f"{SCOPE}::test_everyone_needs_a_reason",)
    ),
    "urge of a lapse": Check(
        "webapp.urges.lapses",
        "        own(Urge, form.value.urge_id)\n",
        "        pass\n",
        row("POST /lapses after an urge of Maya's"),
    ),
    # the care team
    "consent given": Check("webapp.scope", "        col(Consent.granted).is_(True),\n", "", RECORD),
    "consent of the category": Check("webapp.scope", "        col(Consent.category) == str(category),\n", "", RECORD),
    "consent taken back": Check(
        "webapp.scope", "            col(later.id) > Consent.id,\n", "            col(later.id) < Consent.id,\n", RECORD
    ),
    "assigned counselor": Check(
        "webapp.scope", '            col(Assignment.counselor_id) == bindparam("counselor_id"),\n', "", HANDLING
    ),
    "assigned participant": Check(
        "webapp.scope", "            col(Assignment.participant_id) == model.owner_id,\n", "", CALLS
    ),
    "assignment ended": Check("webapp.scope", "            col(Assignment.ended_at).is_(None),\n", "", HANDLING),
    "participant active": Check(
        "webapp.scope",
        "            col(participant.active).is_(True),\n",
        "",
        row("POST /counselor/call-requests/<uuid:request_id>/handling of a disabled account"),
    ),
    "private entry": Check("webapp.scope", "col(model.private).is_(False), ", "", TEAM),
    "deleted entry": Check("webapp.scope", ", col(model.deleted_at).is_(None)", "", TEAM),
    "caseload": Check(
        "webapp.review.queries", '        col(Assignment.counselor_id) == bindparam("counselor_id"),\n', "", RECORD
    ),
    "caseload ended": Check("webapp.review.queries", "        col(Assignment.ended_at).is_(None),\n", "", RECORD),
    "caseload active": Check("webapp.review.queries", "        col(Account.active).is_(True),\n", "", NOBODYS),
    # who may come in
    "role": Check("webapp.access", "if person.role not in policy.roles:", "if False:", row("GET /urges/new")),
    "signed in": Check("webapp.access", "        abort(401)\n", "        return\n", row("GET /urges/new")),
    "mark at the start": Check("webapp", "    access.require_marks(app)\n", "", (f"{MARKS}::test_create_app_asks",)),
    "mark found missing": Check(
        "webapp.access",
        "    if unmarked:\n",
        "    if False:\n",
        (f"{MARKS}::test_the_app_refuses_to_start_with_an_unmarked_endpoint",),
    ),
    "mark at the gate": Check(
        "webapp.access",
        "if endpoint and policy is None:",
        "if False:",
        (f"{MARKS}::test_an_unmarked_endpoint_is_refused_even_so",),
    ),
    "idle session": Check(
        "webapp.access",
        "moment - row.last_seen_at < IDLE[role] and ",
        "",
        (f"{SESSIONS}::test_it_ends_when_nothing_is_done",),
    ),
    "old session": Check(
        "webapp.access", " and moment - row.created_at < ABSOLUTE[role]", "", (f"{SESSIONS}::test_it_ends_in_the_end",)
    ),
    "ended session": Check(
        "webapp.access",
        "        col(Device.ended_at).is_(None),\n",
        "",
        (f"{SESSIONS}::test_signing_out_kills_the_cookie",),
    ),
    "account active": Check(
        "webapp.access",
        "        col(Account.active).is_(True),\n",
        "",
        (f"{SESSIONS}::test_a_disabled_account_is_out_at_the_next_request",),
    ),
    "token": Check(
        "webapp.access",
        '        col(Device.token_hash) == bindparam("token_hash"),\n',
        "",
        (f"{SIGN_IN}::test_a_made_up_cookie_is_nobody",),
    ),
    # writes from elsewhere
    "sender": Check(
        "webapp.headers",
        'not request.headers.get("Sec-Fetch-Site") and request.headers.get("Origin") != ours',
        "False",
        (ELSEWHERE,),
    ),
    "origin": Check("webapp", "    csrf.init_app(app)\n", "", (ELSEWHERE,)),
    # signing in
    "password": Check(
        "webapp.accounts.services",
        "if not right or account is None",
        "if account is None",
        (f"{SIGN_IN}::test_a_refusal_tells_nothing",),
    ),
    "disabled account": Check(
        "webapp.accounts.services",
        " or not account.active:\n        _note",
        ":\n        _note",
        (f"{SIGN_IN}::test_a_refusal_tells_nothing",),
    ),
    "work for an unknown name": Check(
        "webapp.accounts.passwords",
        "    with _turns:\n        try:",
        "    if stored is None:\n        return False\n    with _turns:\n        try:",
        (f"{SIGN_IN}::test_each_try_costs_one_slow_hash",),
    ),
    "session before": Check(
        "webapp.accounts.services",
        "    if visitor.session_token:\n",
        "    if False:\n",
        (f"{SIGN_IN}::test_signing_in_twice_ends_the_session_before",),
    ),
    "next path": Check(
        "webapp.accounts.routes",
        ' and not wanted.startswith(("//", "/\\\\"))',
        "",
        (f"{SIGN_IN}::test_next_never_leads_outside",),
    ),
    "next path printable": Check(
        "webapp.accounts.routes", "wanted.isprintable() and ", "", (f"{SIGN_IN}::test_next_never_leads_outside",)
    ),
    "cookie out of reach of scripts": Check(
        "webapp.accounts.routes",
        "max_age=age, secure=settings.https, httponly=True",
        "max_age=age, secure=settings.https",
        (f"{SIGN_IN}::test_cookies_over_http",),
    ),
    "cookie over https only": Check(
        "webapp.accounts.routes",
        "max_age=age, secure=settings.https,",
        "max_age=age,",
        (f"{SIGN_IN}::test_cookies_over_https",),
    ),
    "guessing": Check(
        "webapp.accounts.throttle",
        "    if waits:\n",
        "    if False:\n",
        (f"{THROTTLE}::test_the_eleventh_wrong_password_waits",),
    ),
    "guessing by address": Check(
        "webapp.accounts.services",
        ', ("address", visitor.address)]',
        "]",
        (f"{THROTTLE}::test_one_address_cannot_try_everybody",),
    ),
    "known device": Check(
        "webapp.accounts.queries",
        ', col(KnownDevice.account_id) == bindparam("account")',
        "",
        (f"{THROTTLE}::test_a_device_known_for_another_account_is_strange",),
    ),
    "guessing codes": Check(
        "webapp.accounts.services",
        "        return Refused(wait=wait)\n    code_hash = hash_code(asked.code, queries.code_salt())\n"
        "    return _use_invite",
        "        pass\n    code_hash = hash_code(asked.code, queries.code_salt())\n    return _use_invite",
        (f"{THROTTLE}::test_codes_cannot_be_guessed",),
    ),
    "guessable password": Check(
        "webapp.accounts.passwords",
        'if zxcvbn(normal(password)[:LOOKED_AT], user_inputs=words)["score"] < GUESSABLE:',
        "if False:",
        (f"{JOIN}::test_passwords_that_are_refused",),
    ),
    # codes
    "invite used": Check(
        "webapp.accounts.queries",
        "    col(Invite.used_at).is_(None),\n",
        "",
        (f"{JOIN}::test_a_code_that_is_over_is_unknown",),
    ),
    "invite withdrawn": Check(
        "webapp.accounts.queries",
        "    col(Invite.withdrawn_at).is_(None),\n",
        "",
        (f"{JOIN}::test_a_code_that_is_over_is_unknown",),
    ),
    "invite expired": Check(
        "webapp.accounts.queries",
        '    col(Invite.expires_at) > bindparam("moment"),\n',
        "",
        (f"{JOIN}::test_a_code_that_is_over_is_unknown",),
    ),
    "reset expired": Check(
        "webapp.accounts.queries",
        '    col(ResetCode.expires_at) > bindparam("moment"),\n',
        "",
        (f"{RESET}::test_a_code_that_is_over_is_unknown",),
    ),
    "reset of a disabled account": Check(
        "webapp.accounts.services",
        "if not account.active or db.run(",
        "if db.run(",
        (f"{RESET}::test_a_code_that_is_over_is_unknown",),
    ),
    "reset ends sessions": Check(
        "webapp.accounts.services",
        "    end_devices(account.id, keep=None)\n",
        "",
        (f"{RESET}::test_it_sets_the_password_and_ends_every_session",),
    ),
    "device of the account": Check(
        "webapp.accounts.services",
        '        col(Device.id) == bindparam("device"),\n        col(Device.account_id) == bindparam("account"),\n',
        '        col(Device.id) == bindparam("device"),\n',
        (f"{SESSIONS}::test_a_device_of_somebody_else_does_not_exist",),
    ),
    # requests that repeat
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
