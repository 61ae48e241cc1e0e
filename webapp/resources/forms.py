"""Forms of the directory."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from webapp.content.resources import NEEDS, Speaks
from webapp.enums import Focus
from webapp.forms import Form, Line, one_of

MINE = "mine"
FOR = {MINE, *Focus}


class Search(Form):
    """What somebody looks for; nothing of it is in an address."""

    words: Annotated[Line, StringConstraints(max_length=100)] = ""
    need: Annotated[str, AfterValidator(one_of({"", *NEEDS}))] = ""
    works_on: Annotated[str, AfterValidator(one_of({"", *FOR}))] = ""
    speaks: Annotated[str, AfterValidator(one_of({"", *Speaks}))] = ""
    open_now: bool = False


class Favorite(Form):
    """The state that is wanted, so that the same form twice is the same."""

    resource: Annotated[str, StringConstraints(max_length=64)]
    kept: bool
