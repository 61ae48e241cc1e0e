"""What a form held whose sender was signed out: it goes through signing in as a hidden field, and is sent then.

Only to the account that filled it in, and never a password or a code.
"""

from flask import current_app, request
from pydantic import BaseModel, ValidationError
from sqlalchemy import bindparam
from sqlmodel import col, select
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.access import Policy, policy_of
from webapp.digests import account_tag, hash_token
from webapp.extensions import db
from webapp.forms import UNSTORABLE
from webapp.models import Account, Device, Program
from webapp.phone import is_outbox

SECRET = frozenset({"password", "current", "code", "passcode", "pin"})

_WHOSE = (
    select(Device.account_id, Account.role, Program.code_salt)
    .join(Account, col(Account.id) == Device.account_id)
    .join(Program, col(Program.singleton) == 1)
    .where(col(Device.token_hash) == bindparam("token_hash"), col(Account.active).is_(True))
)


class Unsent(BaseModel):
    """A form as it was sent: `path` is one of ours, `account` the tag of whoever filled it in."""

    path: str
    account: str
    fields: list[tuple[str, str]]


def of_request() -> str:
    """The form of this request, as the hidden field holds it; '' when there is none that can wait."""
    policy = policy_of(current_app, request.endpoint or "")
    if request.method != "POST" or is_outbox() or policy is None or not (account := _whose(policy)):
        return ""
    try:
        fields = [(name, UNSTORABLE.sub("", value)) for name, value in request.form.items(multi=True)]
    except RequestEntityTooLarge:
        return ""
    if "unsent" in request.form:  # the second step, made too late
        return request.form["unsent"]
    if request.files or SECRET & {name for name, _value in fields}:
        return ""
    author = request.form.get("author", account)  # of a page that somebody else sends
    return Unsent(path=request.path, account=author, fields=fields).model_dump_json()


def read(hidden: str, account: str) -> Unsent | None:
    """What the hidden field holds, when this account filled it in."""
    if not hidden:
        return None
    try:
        form = Unsent.model_validate_json(hidden)
    except ValidationError:
        return None
    is_ours = form.path.startswith("/") and not form.path.startswith(("//", "/\\")) and form.path.isprintable()
    is_clean = not any(UNSTORABLE.search(text) for field in form.fields for text in field)
    return form if is_ours and is_clean and form.account == account else None


def _whose(policy: Policy) -> str:
    """The tag of the account whose session has ended; '' when the cookie says nothing, or it may not send this."""
    token = request.cookies.get(current_app.extensions["settings"].session_cookie, "")
    row = db.first(_WHOSE, token_hash=hash_token(token)) if token else None
    return account_tag(row.account_id, row.code_salt) if row and row.role in policy.roles else ""
