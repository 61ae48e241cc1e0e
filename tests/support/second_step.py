"""Authenticator apps of the cast."""

from datetime import UTC, datetime
from uuid import UUID

import pyotp
from bs4 import BeautifulSoup
from sqlmodel import Session

from webapp.accounts.codes import hash_code
from webapp.models import RecoveryCode, SecondFactor

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RECOVERY = "7K3QF-9XW2M"


def code(steps: int = 0, key: str = KEY) -> str:
    """What the app shows, so many times 30 seconds from now."""
    app = pyotp.TOTP(key)
    return app.generate_otp(app.timecode(datetime.now(UTC)) + steps)


def key_in(page: str) -> str:
    """The key that a page offers for an app."""
    groups = BeautifulSoup(page, "html.parser").select(".authenticator-key > span:not(.visually-hidden)")
    return "".join(group.text for group in groups)


def give_app(session: Session, account_id: UUID) -> None:
    """Somebody has set an app up, and holds one recovery code."""
    session.add(SecondFactor(account_id=account_id, key=KEY, last_step=0))
    session.add(RecoveryCode(account_id=account_id, code_hash=hash_code(RECOVERY, "00" * 16)))
