"""What the care team sees, of whom, and until when."""

from tests.mutants.checks.check import SCOPE, Check, row

TEAM = (f"{SCOPE}::test_the_team_sees_what_is_shared_and_no_more",)
DISCHARGE = "tests/aftercare/test_discharge.py"
PRIVATE = ("tests/guards/test_private.py::test_nothing_private_or_unconsented[sqlite]",)
RECORD = row("GET /counselor/participants/<uuid:participant_id>")
COUNTED = ("tests/review/test_index.py::test_nobody_else_is_counted[sqlite]",)
FEW = ("tests/flags/test_figures.py::test_nothing_is_told_of_a_counselor_with_few_people[sqlite]",)
HANDLING = row("POST /counselor/call-requests/<uuid:request_id>/handling")
CALLS = row("POST /counselor/call-requests/<uuid:request_id>/handling of somebody else")


def covered(when: str) -> tuple[str, ...]:
    return row(f"GET /counselor/participants/<uuid:participant_id> covered {when}")


CHECKS = {
    "consent given": Check("webapp.scope", "        col(Consent.granted).is_(True),\n", "", RECORD),
    "consent of the category": Check("webapp.scope", "        col(Consent.category) == str(category),\n", "", RECORD),
    "consent taken back": Check(
        "webapp.scope", "            col(later.id) > Consent.id,\n", "            col(later.id) < Consent.id,\n", RECORD
    ),
    "consent expired": Check(
        "webapp.scope",
        ", col(Consent.expires_at) > func.current_timestamp())",
        ", col(Consent.expires_at).is_not(None))",
        RECORD,
    ),
    "assigned counselor": Check(
        "webapp.scope",
        "return col(Assignment.counselor_id).in_(caseloads), col(Assignment.ended_at).is_(None)",
        "return (col(Assignment.ended_at).is_(None),)",
        HANDLING,
    ),
    "assigned participant": Check(
        "webapp.scope", "            col(Assignment.participant_id) == model.owner_id,\n", "", CALLS
    ),
    "assignment ended": Check(
        "webapp.scope",
        "return col(Assignment.counselor_id).in_(caseloads), col(Assignment.ended_at).is_(None)",
        "return (col(Assignment.counselor_id).in_(caseloads),)",
        HANDLING,
    ),
    "cover begun": Check(
        "webapp.scope",
        "col(Coverage.starts_at) <= func.current_timestamp(), *not_over()",
        "not_over()",
        covered("before"),
    ),
    "cover over": Check(
        "webapp.scope",
        ", col(Coverage.ends_at) > func.current_timestamp()",
        ", col(Coverage.ends_at).is_not(None)",
        covered("after"),
    ),
    "cover ended early": Check(
        "webapp.scope",
        "col(Coverage.ended_at).is_(None), col(Coverage.ends_at)",
        "col(Coverage.id).is_not(None), col(Coverage.ends_at)",
        covered("ended early"),
    ),
    "cover by whom": Check("webapp.scope", "col(Coverage.covering_id) == counselor, ", "", covered("by another")),
    "participant active": Check(
        "webapp.scope",
        "            col(participant.active).is_(True),\n",
        "",
        row("POST /counselor/call-requests/<uuid:request_id>/handling of a disabled account"),
    ),
    "private entry": Check("webapp.scope", '    if hasattr(model, "private"):\n', "    if False:\n", TEAM),
    "deleted entry": Check("webapp.scope", '    if hasattr(model, "deleted_at"):\n', "    if False:\n", TEAM),
    "category of a caseload": Check("webapp.scope", "        col(Consent.category) == str(category),\n", "", PRIVATE),
    "answers by a consent of their own": Check(
        "webapp.review.record_queries",
        "    ConsentCategory.EXERCISES,\n",
        "    ConsentCategory.MODULES,\n",
        ("tests/review/test_show.py::test_modules_are_named_and_answers_are_not[sqlite]",),
    ),
    "answers shown only where said so": Check(
        "webapp.learn.services",
        "    row.private = not shared\n",
        "    row.private = False\n",
        ("tests/learn/test_exercise.py::test_the_team_sees_it_where_the_person_says_so[sqlite]",),
    ),
    "private entry counted": Check(
        "webapp.scope",
        "return _kept_back(statement.where(seen), model)",
        'return statement.where(seen).execution_options(**{SCOPE: "team"})',
        PRIVATE,
    ),
    "category counted": Check(
        "webapp.scope", "col(Consent.category) == str(category), *signed()", "*signed()", PRIVATE
    ),
    "numbers about few people": Check("webapp.flags.replay", "ENOUGH = 5\n", "ENOUGH = 1\n", FEW),
    "discharge ends what is counted": Check(
        "webapp.scope",
        ".where(col(Assignment.ended_at).is_(None), *_READ)",
        ".where(col(Assignment.ended_at).is_(None))",
        ("tests/flags/test_figures.py::test_whose_last_day_is_over_is_not_among_the_five[sqlite-over]",),
    ),
    "consent of a caseload": Check(
        "webapp.scope",
        "col(Consent.owner_id).in_(_READ_BY), *signed())",
        "col(Consent.owner_id).in_(_READ_BY))",
        ("tests/review/test_index.py::test_what_was_taken_back_is_not_called_shared[sqlite]",),
    ),
    "private entry in a week": Check(
        "webapp.groups.queries", "            col(model.private).is_(False),\n", "", PRIVATE
    ),
    "caseload": Check("webapp.review.queries", "        col(Account.id).in_(MINE),\n", "", COUNTED),
    "caseload active": Check("webapp.review.queries", "        col(Account.active).is_(True),\n", "", COUNTED),
    "discharge ends the team": Check(
        "webapp.scope",
        "            still_read(participant),\n",
        "",
        row("POST /counselor/call-requests/<uuid:request_id>/handling of somebody discharged"),
    ),
    "discharge ends consents": Check(
        "webapp.scope",
        "return *signed(), in_care(Consent.owner_id)",
        "return signed()",
        (f"{DISCHARGE}::TestWhenItHasPassed::test_the_app_says_that_nobody_reads",),
    ),
    "staff cannot reopen": Check(
        "webapp.consents.care",
        "    if is_over(account):\n        return _(",
        "    if False:\n        return _(",
        row("POST /admin/people/<uuid:account_id>/discharge of somebody discharged"),
    ),
    "what was agreed before is over": Check(
        "webapp.consents.services",
        "if category not in asked.wanted and category in agreed]",
        "if category not in asked.wanted and category in held]",
        (f"{DISCHARGE}::TestWhenItHasPassed::test_what_is_signed_again_is_read_and_nothing_that_was_signed_before",),
    ),
    "newest answer after a clock was set back": Check(
        "webapp.consents.services",
        "        newest = uuid7_after(newest)\n",
        "        newest = uuid7_after(NONE)\n",
        ("tests/consents/test_revocation.py::test_after_the_clock_was_set_back",),
    ),
}
