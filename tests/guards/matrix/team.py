"""What the team gives back under entries, for plans and in Learn, and what a participant answers."""

from datetime import UTC, datetime, timedelta

from tests.guards.matrix import NEW, NOTHING, Data, Row, care_team, cells, own, the

PERSON = "/counselor/participants/<uuid:participant_id>"
READINGS = f"POST {PERSON}/readings"
REPLIES = f"POST {PERSON}/replies"
REPLY = f"{PERSON}/replies/<uuid:reply_id>"
SECTION = f"GET {PERSON}/plan/<section>"
SUGGESTIONS = f"POST {PERSON}/plan/<section>/suggestions"
UNSUGGEST = f"POST {PERSON}/suggestions/<uuid:suggestion_id>/withdrawal"
TASKS = f"POST {PERSON}/tasks"
UNTASK = f"POST {PERSON}/tasks/<uuid:task_id>/withdrawal"
TRAIL = frozenset({"audit"})
ANSWER = {"operation": NEW, "id": NEW, "text": "Good that you wrote it down."}
CHANGE = {"operation": NEW, "version": 1, "text": "Other words"}
SUGGESTION = {"operation": NEW, "id": NEW, "text": "My sister"}
TASK = {
    "operation": NEW,
    "id": NEW,
    "what": "module:sleep",
    "due_on": lambda _scene: (datetime.now(UTC) + timedelta(days=5)).date().isoformat(),
}
OPERATION = {"operation": NEW}


def refused(key: str, data: Data = NOTHING, variant: str = "", person: str = "maya", **args: str) -> Row:
    """Not shared with anybody: for Dana too it does not exist."""
    return Row(key, cells(others=403, dana=404, lee=404), data, {"participant_id": person} | args, variant)


def of_others() -> list[Row]:
    """Those whom nobody looks after, whose account is disabled, who were discharged: nothing of theirs is reached."""
    return [
        row
        for name in ("jordan", "noor", "omar")
        for row in (
            refused(READINGS, {"entries": the(f"{name} urge")}, f"of {name}", name),
            refused(REPLIES, ANSWER | {"entry": the(f"{name} urge")}, f"to {name}", name),
            refused(f"POST {REPLY}", CHANGE, f"to {name}", name, reply_id=f"{name} reply"),
            refused(SECTION, variant=f"of {name}", person=name, section="reasons"),
            refused(SUGGESTIONS, SUGGESTION, f"to {name}", name, section="reasons"),
            refused(UNSUGGEST, variant=f"to {name}", person=name, suggestion_id=f"{name} suggestion"),
            refused(f"GET {PERSON}/tasks/new", variant=f"of {name}", person=name),
            refused(TASKS, TASK, f"to {name}", name),
            refused(UNTASK, variant=f"to {name}", person=name, task_id=f"{name} task"),
        )
    ]


ROWS = [
    care_team(READINGS, "maya", {"entries": the("maya fresh urge")}),
    care_team(READINGS, "maya", {}, ok=422, variant="nothing"),
    refused(READINGS, {"entries": the("maya private urge")}, "a private one"),
    refused(READINGS, {"entries": the("maya deleted urge")}, "a deleted one"),
    refused(READINGS, {"entries": the("maya practice")}, "of a category that was taken back"),
    refused(READINGS, {"entries": the("jordan urge")}, "of somebody else"),
    care_team(REPLIES, "maya", ANSWER | {"entry": the("maya urge")}),
    care_team(REPLIES, "maya", ANSWER | {"entry": the("maya urge"), "text": "x" * 1001}, ok=422, variant="too long"),
    Row(
        REPLIES,
        cells(others=403, dana=409, lee=404),
        ANSWER | {"entry": the("maya urge"), "id": the("maya reply")},
        {"participant_id": "maya"},
        "an id that is taken",
    ),
    refused(REPLIES, ANSWER | {"entry": the("maya private urge")}, "to a private one"),
    refused(REPLIES, ANSWER | {"entry": the("maya practice")}, "to what was taken back"),
    refused(REPLIES, ANSWER | {"entry": the("jordan urge")}, "to an entry of somebody else"),
    care_team(f"POST {REPLY}", "maya", CHANGE, args={"reply_id": "maya reply"}),
    care_team(f"POST {REPLY}", "maya", CHANGE | {"version": 7}, 409, args={"reply_id": "maya reply"}, variant="stale"),
    refused(f"POST {REPLY}", CHANGE, "under a private one", reply_id="maya private reply"),
    care_team(f"POST {REPLY}/withdrawal", "maya", args={"reply_id": "maya reply"}),
    refused(f"POST {REPLY}/withdrawal", variant="under a private one", reply_id="maya private reply"),
    care_team(SECTION, "maya", args={"section": "reasons"}, writes=TRAIL),
    refused(SECTION, variant="not shared", section="after-goals"),
    refused(SECTION, variant="made up", section="made-up"),
    care_team(SUGGESTIONS, "maya", SUGGESTION, args={"section": "reasons"}),
    care_team(
        SUGGESTIONS,
        "maya",
        SUGGESTION | {"text": ""},
        422,
        args={"section": "reasons"},
        variant="empty",
        refusal_writes=TRAIL,
    ),
    refused(SUGGESTIONS, SUGGESTION, "not shared", section="after-goals"),
    care_team(UNSUGGEST, "maya", args={"suggestion_id": "maya suggestion"}),
    refused(UNSUGGEST, variant="not shared", suggestion_id="maya aftercare suggestion"),
    care_team(f"GET {PERSON}/tasks/new", "maya"),
    care_team(TASKS, "maya", TASK),
    care_team(TASKS, "maya", TASK | {"what": "module:made-up"}, 422, variant="made up"),
    care_team(UNTASK, "maya", args={"task_id": "maya task"}),
    refused(UNTASK, variant="of somebody else", task_id="jordan task"),
    *of_others(),
    own("POST /replies/<uuid:reply_id>/thanks", "reply", OPERATION),
    own("POST /plan-suggestions/<uuid:suggestion_id>/acceptance", "suggestion", OPERATION),
    own("POST /plan-suggestions/<uuid:suggestion_id>/decline", "suggestion", OPERATION),
]
