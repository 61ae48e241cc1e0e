"""What is taken back, taken along, looked at and erased."""

from tests.mutants.checks.check import Check, row

CHECKS = {
    "file after it is over": Check(
        "webapp.outside.services",
        " and consent.expires_at > now()",
        "",
        row("POST /outside-consents/<uuid:consent_id>/files that is over"),
    ),
    "file after it was taken back": Check(
        "webapp.outside.services",
        "consent.revoked_at is None and ",
        "",
        row("POST /outside-consents/<uuid:consent_id>/files taken back"),
    ),
    "answers not shown in a file": Check(
        "webapp.learn.queries",
        "    col(ExerciseAnswer.private).is_(False)\n",
        "    col(ExerciseAnswer.private).is_not(None)\n",
        ("tests/outside/test_files.py::test_what_was_chosen_and_nothing_else[sqlite-exercises]",),
    ),
    "private entry in a file": Check(
        "webapp.outside.files",
        "            private=False,\n",
        "",
        ("tests/outside/test_files.py::test_all_of_it_never_holds_the_rest",),
    ),
    "password before a file": Check(
        "webapp.export.routes",
        "    if not me().confirmed:\n",
        "    if False:\n",
        (
            "tests/export/test_everything.py::test_it_asks_for_the_password",
            "tests/aftercare/test_pack.py::test_it_asks_for_the_password",
        ),
    ),
    "secret of a link in a file": Check(
        "webapp.export.kinds",
        '    "secret_hash": "guards a family link, or the address of a calendar",\n',
        "",
        ("tests/export/test_everything.py::test_what_is_left_out_are_secrets",),
    ),
    "titles in a calendar": Check(
        "webapp.appointments.ics",
        'in_a_file(row.title) if own_words else _("Appointment")',
        "in_a_file(row.title)",
        ("tests/appointments/test_calendar.py::test_titles_say_nothing_until_the_person_wants_it",),
    ),
    "calendar of one who leaves": Check(
        "webapp.appointments.queries",
        "        col(Account.leaves_at).is_(None),\n",
        "",
        ("tests/appointments/test_calendar.py::test_it_ends_with_the_account_or_its_role",),
    ),
    "door while leaving": Check(
        "webapp.gate",
        "if person.leaves_at is not None and not policy.while_leaving:",
        "if False:",
        ("tests/guards/test_leaving.py::test_every_other_door_leads_there",),
    ),
    "time to stay": Check(
        "webapp.leaving.erasing",
        'col(Account.leaves_at) <= bindparam("moment")',
        "col(Account.leaves_at).is_not(None)",
        ("tests/leaving/test_erase.py::test_not_before_its_time",),
    ),
    "look noted": Check(
        "webapp.review.routes",
        '    services.note_look(me().id, "record", {participant_id: view.seen})\n',
        "",
        ("tests/guards/test_looks.py::test_what_is_seen_is_what_is_said",),
    ),
    "own trail": Check(
        "webapp.trail.queries",
        "        _LISTED,\n",
        "",
        ("tests/trail/test_index.py::test_what_a_person_does_in_their_own_log_is_not_listed",),
    ),
}
