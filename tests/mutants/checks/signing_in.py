"""What signing in takes: a password, a code, a second step."""

from tests.mutants.checks.check import SESSIONS, SIGN_IN, Check

THROTTLE = "tests/accounts/test_throttle.py"
JOIN = "tests/accounts/test_join.py"
RESET = "tests/accounts/test_reset.py"
STEP = "tests/accounts/test_second_step.py"

CHECKS = {
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
        "webapp.accounts.browsers",
        ' and not wanted.startswith(("//", "/\\\\"))',
        "",
        (f"{SIGN_IN}::test_next_never_leads_outside",),
    ),
    "next path printable": Check(
        "webapp.accounts.browsers", "wanted.isprintable() and ", "", (f"{SIGN_IN}::test_next_never_leads_outside",)
    ),
    "cookie out of reach of scripts": Check(
        "webapp.accounts.entering",
        "max_age=age, secure=settings().https, httponly=True",
        "max_age=age, secure=settings().https",
        (f"{SIGN_IN}::test_cookies_over_http",),
    ),
    "cookie over https only": Check(
        "webapp.accounts.entering",
        "max_age=age, secure=settings().https,",
        "max_age=age,",
        (f"{SIGN_IN}::test_cookies_over_https",),
    ),
    "a copied cookie after a new password": Check(
        "webapp.accounts.services",
        '    db.run(_NEW_TOKEN, {"device": keep, "token_hash": hash_token(token)})\n',
        "",
        (f"{SESSIONS}::test_a_copied_cookie_dies_with_the_password",),
    ),
    "a waiting code after a new password": Check(
        "webapp.accounts.services",
        "    void_resets(account_id)\n",
        "",
        (f"{SESSIONS}::test_a_code_that_waits_dies_with_the_password",),
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
    "half a sign-in": Check(
        "webapp.sessions",
        "    if person.is_halfway:\n",
        "    if False:\n",
        (f"{STEP}::test_before_it_nothing_opens[sqlite-True]",),
    ),
    "an app stays with its person": Check(
        "webapp.accounts.second_step",
        "if has_second_factor(me().id) else None",
        "if False else None",
        (f"{STEP}::test_an_app_in_use_is_not_replaced_with_the_password_alone",),
    ),
    "a code of the app once": Check(
        "webapp.accounts.authenticator",
        ', col(SecondFactor.last_step) < bindparam("step"))',
        ")",
        (f"{STEP}::test_a_code_works_once",),
    ),
    "a recovery code once": Check(
        "webapp.accounts.authenticator",
        '== bindparam("typed_hash"),\n        col(RecoveryCode.used_at).is_(None),',
        '== bindparam("typed_hash"),',
        (f"{STEP}::test_a_recovery_code_works_once",),
    ),
    "whose recovery code": Check(
        "webapp.accounts.authenticator",
        '        col(RecoveryCode.account_id) == bindparam("account"),\n        col(RecoveryCode.code_hash)',
        "        col(RecoveryCode.code_hash)",
        (f"{STEP}::test_codes_of_somebody_else_are_nothing",),
    ),
    "a password makes no browser known": Check(
        "webapp.accounts.services",
        "visitor.known_token if is_halfway else remember(",
        "remember(",
        (f"{STEP}::test_the_password_alone_makes_no_browser_known",),
    ),
    "whose typed words": Check(
        "webapp.unsent",
        "and form.account == account else None",
        "else None",
        ("tests/accounts/test_unsent.py::test_somebody_else_does_not_get_it",),
    ),
}
