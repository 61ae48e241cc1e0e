"""What somebody with a family link sees."""

from tests.mutants.checks.check import Check, row

LINKS = "tests/guards/test_links.py"
DOOR = "tests/shared/test_door.py"
PASSCODE = "tests/shared/test_passcode.py"


def shut(holder: str) -> tuple[str, ...]:
    return (f"{LINKS}::test_a_link_that_is_shut_shows_nothing[sqlite-{holder}]",)


CHECKS = {
    "link ended": Check("webapp.guests", "    col(ShareLink.ended_at).is_(None),\n", "", shut("ended")),
    "link paused": Check("webapp.guests", "    col(ShareLink.paused_at).is_(None),\n", "", shut("paused")),
    "link expired": Check(
        "webapp.guests", '    col(ShareLink.expires_at) > bindparam("moment"),\n', "", shut("expired")
    ),
    "link tried out": Check(
        "webapp.guests", "col(ShareLink.tries) < MOST_TRIES", "col(ShareLink.tries) <= MOST_TRIES", shut("tried out")
    ),
    "link of a disabled account": Check(
        "webapp.guests",
        "        col(Account.active).is_(True),\n",
        "",
        shut("of a disabled account"),
    ),
    "link to be opened of a disabled account": Check(
        "webapp.guests",
        ", NOT_TRIED_OUT, col(Account.active).is_(True)\n",
        ", NOT_TRIED_OUT\n",
        shut("of a disabled account"),
    ),
    "link open for an hour": Check(
        "webapp.guests", '        col(ShareSession.ends_at) > bindparam("moment"),\n', "", shut("an hour later")
    ),
    "link at the gate": Check(
        "webapp.gate", "        _let_guest_in()\n        return None\n", "        return None\n", row("GET /shared")
    ),
    "link key": Check(
        "webapp.shared.services",
        "if not _has_key(link, asked) or link is None:",
        "if link is None:",
        (f"{DOOR}::test_expired_unknown_and_wrong_are_the_same_bytes[sqlite]",),
    ),
    "link passcode": Check(
        "webapp.shared.services",
        "if link.passcode_hash and not passwords.verify(link.passcode_hash, asked.passcode):",
        "if False:",
        (f"{PASSCODE}::test_wrong_ones_are_counted_and_said[sqlite]",),
    ),
    "link passcode asked for": Check(
        "webapp.shared.services",
        "    if link.passcode_hash and not asked.passcode:\n",
        "    if link.passcode_hash and not asked.passcode:\n        return _let_in(link, visitor, tries)\n",
        (f"{PASSCODE}::test_it_is_asked_for_and_then_opens[sqlite]",),
    ),
    "link tries counted": Check(
        "webapp.shared.services",
        "    if link.passcode_hash and not _take_try(link):\n        return Refused()\n",
        "",
        (f"{PASSCODE}::test_five_wrong_ones_pause_it_for_whoever_has_the_right_one[sqlite]",),
    ),
    "link parts": Check(
        "webapp.sharing.contents",
        "chosen = [PARTS[key] for key in PARTS if key in shown.sections]",
        "chosen = list(PARTS.values())",
        (f"{LINKS}::test_a_link_shows_its_part_and_no_other[sqlite-signs]",),
    ),
    "link lessons": Check(
        "webapp.shared.routes",
        ' if "modules" in guest().shown.sections else None',
        "",
        (f"{LINKS}::test_a_link_shows_its_part_and_no_other[sqlite-signs]",),
    ),
    "link lessons for families": Check(
        "webapp.shared.routes",
        "found.meta.track != FAMILY_TRACK or ",
        "",
        row("GET /shared/modules/<int:number> that is not for families"),
    ),
    "link signed as read": Check(
        "webapp.sharing.routes",
        "if (form.value.version, form.value.text_version) != (link.version, VERSION):",
        "if False:",
        ("tests/sharing/test_sign.py::test_parts_changed_meanwhile_are_looked_at_again[sqlite]",),
    ),
}
