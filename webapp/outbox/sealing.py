"""Entries that stay on a phone after signing out are sealed: only this installation opens them, for whoever wrote them.

ECIES on P-256: the phone's one-time key and ours agree on a secret (HKDF-SHA256), which seals by AES-256-GCM. Who wrote
the entry, and its id, are bound in, so that it opens for nobody else and under no other id.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT, NONCE = 65, 12
"""Bytes of a public key and of a nonce, as they stand in front."""


class SealBroken(ValueError):  # noqa: N818 -- named for what it is
    """Not sealed to this installation, not for this person, or damaged."""


@lru_cache(maxsize=8)
def _private_key(salt: str) -> ec.EllipticCurvePrivateKey:
    """Made of the installation's own salt, so that a backup of the database opens what its phones hold."""
    made = HKDF(SHA256(), 48, salt=None, info=b"foothold-outbox-key").derive(bytes.fromhex(salt))
    return ec.derive_private_key(int.from_bytes(made) % (ORDER - 1) + 1, CURVE)


def public_key(salt: str) -> bytes:
    """What phones seal to: an uncompressed point."""
    return _private_key(salt).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def open_sealed(salt: str, blob: bytes, about: str) -> bytes:
    """What was sealed, if it was for `about`. Raises SealBroken."""
    point, nonce, closed = blob[:POINT], blob[POINT : POINT + NONCE], blob[POINT + NONCE :]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        secret = _private_key(salt).exchange(ec.ECDH(), theirs)
        key = HKDF(SHA256(), 32, salt=point + public_key(salt), info=b"foothold-outbox-1").derive(secret)
        return AESGCM(key).decrypt(nonce, closed, about.encode())
    except (InvalidTag, ValueError) as broken:
        raise SealBroken from broken
