"""Learn: modules by number, one's own progress and answers."""

from tests.guards.matrix import NEW, participants

MODULE = "/learn/<int:number>"
WAVE, OUTSIDE = {"number": "8"}, {"number": "6"}
"""Two built-in modules: the first is untouched, to the second Maya and Jordan wrote an answer."""
ANSWER = {"operation": NEW, "version": 0, "answer_before": "7", "answer_place": ["chest"], "answer_place_own": "a knot"}
KEPT = {"operation": NEW, "version": 1, "answer_strongest": "another street"}

ROWS = [
    participants("GET /learn"),
    participants("POST /learn/searches", {"words": "slep"}, ok=200),
    participants("POST /learn/searches", {"words": "x" * 101}, ok=422, variant="too many words"),
    participants("GET /learn/tracks/<int:number>", args={"number": "2"}),
    participants("GET /learn/tracks/<int:number>", args={"number": "99"}, ok=404, variant="that is not there"),
    participants(f"GET {MODULE}", args=WAVE),
    participants(f"GET {MODULE}", args=OUTSIDE, variant="answered"),
    participants(f"GET {MODULE}", args={"number": "46"}, variant="with the crisis card"),
    participants(f"GET {MODULE}", args={"number": "999"}, ok=404, variant="that is not there"),
    participants(f"POST {MODULE}/answers", ANSWER, args=WAVE),
    participants(f"POST {MODULE}/answers", KEPT, args=OUTSIDE, variant="again"),
    participants(f"POST {MODULE}/answers", KEPT | {"version": 0}, args=OUTSIDE, ok=409, variant="stale"),
    participants(f"POST {MODULE}/answers", ANSWER | {"answer_before": "11"}, args=WAVE, ok=422, variant="too strong"),
    participants(f"POST {MODULE}/additions", {"operation": NEW, "key": "today"}, args=WAVE),
    participants(
        f"POST {MODULE}/additions", {"operation": NEW, "key": "trigger outside"}, args=OUTSIDE, variant="given"
    ),
    participants(
        f"POST {MODULE}/additions", {"operation": NEW, "key": "skill helped"}, args=WAVE, ok=422, variant="not"
    ),
    participants(f"POST {MODULE}/removals", {"operation": NEW, "key": "today"}, args=WAVE),
    participants(f"POST {MODULE}/check", {"operation": NEW, "check_1": "0"}, args=WAVE),
    participants(f"POST {MODULE}/check", {"operation": NEW}, args=WAVE, ok=422, variant="nothing chosen"),
    participants(f"POST {MODULE}/progress", {"part": "2"}, args=WAVE, ok=204),
    participants(f"POST {MODULE}/completion", args=WAVE),
]
