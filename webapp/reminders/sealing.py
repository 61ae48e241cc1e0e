"""What a push service is handed: a message that only the browser can read (RFC 8291), and who sends it (RFC 8292)."""

import base64
import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

FILE = "push-key.pem"
CURVE = ec.SECP256R1()
RECORD = 4096
PADDED = 512
"""Every message is this long, so that its length tells nothing of its words."""
TOKEN_FOR = timedelta(hours=12)


def own_key(data: Path) -> ec.EllipticCurvePrivateKey:
    """The key by which push services know this installation. Made when it is first asked for."""
    path = data / FILE
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} is not a key for push")
    return key


def _make(path: Path) -> None:
    pem = ec.generate_private_key(CURVE).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 -- the mode is set as it is made
        file.write(pem)
    try:
        os.link(draft, path)  # another process may have made one: then that one stands
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def text_of(content: bytes) -> str:
    """Base64 as URLs have it."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def seal(content: bytes, theirs: bytes, secret: bytes) -> bytes:
    """For the browser with this public key and secret."""
    padded = content + b"\x02" + bytes(max(0, PADDED - len(content) - 1))
    return sealed_with(padded, theirs, secret, key=ec.generate_private_key(CURVE), salt=os.urandom(16))


def sealed_with(padded: bytes, theirs: bytes, secret: bytes, *, key: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    ours = point(key)
    agreed = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    made = _derived(agreed, secret, b"WebPush: info\0" + theirs + ours, 32)
    box = AESGCM(_derived(made, salt, b"Content-Encoding: aes128gcm\0", 16)).encrypt(
        _derived(made, salt, b"Content-Encoding: nonce\0", 12), padded, None
    )
    return salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours + box


def _derived(agreed: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(agreed)


def sender(key: ec.EllipticCurvePrivateKey, endpoint: str, contact: str, at: datetime) -> str:
    """The header in which we say who we are, good for this push service and for some hours."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + TOKEN_FOR).timestamp()),
        "sub": contact,
    }
    signed = ".".join(text_of(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={signed}.{text_of(r.to_bytes(32) + s.to_bytes(32))}, k={text_of(point(key))}"
