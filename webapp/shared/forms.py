"""What a guest sends."""

from typing import Annotated

from pydantic import Field

from webapp.enums import Language
from webapp.forms import Form

Text = Annotated[str, Field(max_length=200)]


class Opening(Form):
    """The secret of the link, put there by the script, or the code as it was typed; and the passcode once asked for."""

    secret: Text = ""
    code: Text = ""
    passcode: Text = ""


class ChooseLanguage(Form):
    language: Language
