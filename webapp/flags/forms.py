"""What a counselor did about a flag."""

from typing import Literal

from webapp.forms import Line, Repeatable


class Answer(Repeatable):
    rule: Line
    cause: Line
    action: Literal["mine", "called", "session", "plan", "not-needed"]
    reason: Line = ""
    words: Line = ""
    seen: int = 0
    """How many answers of the team stood there."""

    @property
    def lacks_reason(self) -> bool:
        return self.action == "not-needed" and not self.reason
