"""What a phone's script does when it seals an entry, in Python."""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.outbox.sealing import CURVE, public_key


def seal(salt: str, content: bytes, about: str) -> bytes:
    theirs = public_key(salt)
    mine = ec.generate_private_key(CURVE)
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    key = HKDF(SHA256(), 32, salt=point + theirs, info=b"foothold-outbox-1").derive(secret)
    nonce = os.urandom(12)
    return point + nonce + AESGCM(key).encrypt(nonce, content, about.encode())
