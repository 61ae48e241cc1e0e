"""What a phone brings to be opened."""

import base64
import binascii
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from webapp.forms import Form

MOST = 500_000


def _decoded(text: object) -> object:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as broken:
        raise ValueError("not base64") from broken


class Sealed(Form):
    """`id` is that of the operation, by which it was sealed."""

    id: UUID
    blob: Annotated[bytes, BeforeValidator(_decoded), Field(max_length=MOST)]
