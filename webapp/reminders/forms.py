"""What a person wants to be reminded of, and what their browser brings."""

import base64
import binascii
from typing import Annotated
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from webapp.forms import Form
from webapp.i18n import _
from webapp.models.reminders import ENDPOINT

LONGEST = 80
"""What a phone shows of a notification."""
SECRET = 16
Hour = Annotated[int, Field(ge=0, le=23)]


def is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    """Whether an hour lies in the quiet ones, which may go over midnight."""
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def _is_heard(hour: int, form: ValidationInfo) -> int:
    known = form.data
    if "quiet_from" in known and "quiet_until" in known and is_quiet(hour, known["quiet_from"], known["quiet_until"]):
        raise ValueError(_("This is in your quiet hours. Choose another hour, or change the quiet hours."))
    return hour


class Choices(Form):
    check_in: bool = False
    signs: bool = False
    quiet_from: Hour
    quiet_until: Hour
    hour: Annotated[Hour, AfterValidator(_is_heard)]
    text: Annotated[str, StringConstraints(max_length=LONGEST, pattern=r"^[^\r\n]*$", strip_whitespace=True)] = ""


def decoded(text: str) -> bytes:
    """Of base64 as URLs and browsers write it."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _point(text: str) -> str:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(text))
    except (binascii.Error, ValueError) as broken:
        raise ValueError("not a public key") from broken
    return text


def _secret(text: str) -> str:
    try:
        length = len(decoded(text))
    except (binascii.Error, ValueError) as broken:
        raise ValueError("not base64") from broken
    if length != SECRET:
        raise ValueError("not a secret of 16 bytes")
    return text


def _https(address: str) -> str:
    parts = urlsplit(address)
    _ = parts.port  # raises ValueError for one that cannot be
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or not address.isascii():
        raise ValueError("not the address of a push service")
    return address


class Subscription(Form):
    """As `PushSubscription.toJSON()` has it."""

    endpoint: Annotated[str, StringConstraints(max_length=ENDPOINT, pattern=r"^\S+$"), AfterValidator(_https)]
    p256dh: Annotated[str, StringConstraints(max_length=100), AfterValidator(_point)]
    auth: Annotated[str, StringConstraints(max_length=40), AfterValidator(_secret)]
