"""The message that a push service is handed."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.reminders.browser import opened
from webapp.reminders.forms import decoded
from webapp.reminders.sealing import CURVE, PADDED, own_key, point, seal, sealed_with, sender, text_of

THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
    "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard() -> None:
    """RFC 8291, section 5 and appendix A."""
    key = ec.derive_private_key(int.from_bytes(decoded(OURS)), CURVE)
    plain = b"When I grow up, I want to be a watermelon\x02"
    assert text_of(sealed_with(plain, decoded(THEIRS), decoded(SECRET), key=key, salt=decoded(SALT))) == SEALED


def test_only_the_browser_opens_it_and_its_length_tells_nothing() -> None:
    browser, secret = ec.generate_private_key(CURVE), b"0123456789abcdef"
    sealed = [seal(text.encode(), point(browser), secret) for text in ("a", "a longer one, with more words")]
    assert len({len(one) for one in sealed}) == 1
    assert len(sealed[0]) == 16 + 4 + 1 + 65 + PADDED + 16
    assert opened(sealed[1], browser, secret) == b"a longer one, with more words"


def test_the_key_is_made_once_and_only_we_read_it(tmp_path: Path) -> None:
    first, second = own_key(tmp_path / "data"), own_key(tmp_path / "data")
    assert point(first) == point(second)
    (path,) = (tmp_path / "data").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_who_sends_is_signed(tmp_path: Path) -> None:
    key, at = own_key(tmp_path), datetime(2026, 6, 1, tzinfo=UTC)
    header = sender(key, "https://push.example.org:8443/send/1", "https://foothold.example.org", at)
    token, _, public = header.removeprefix("vapid t=").partition(", k=")
    signed, _, signature = token.rpartition(".")
    raw = decoded(signature)
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    known = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(public))
    known.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert claims["aud"] == "https://push.example.org:8443"
    assert 0 < claims["exp"] - at.timestamp() <= 24 * 3600
