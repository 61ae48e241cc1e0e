"""What stands for a secret or an account, and leads nobody back to it."""

import hmac
from functools import lru_cache
from hashlib import sha256
from uuid import UUID


def hash_token(token: str) -> str:
    """What the database keeps of a 256-bit token."""
    return sha256(token.encode()).hexdigest()


@lru_cache(maxsize=4096)
def account_tag(account_id: UUID, salt: str) -> str:
    """An account under a name that leads nobody to it: 64 bits, by this installation's salt."""
    return hmac.digest(bytes.fromhex(salt), b"account tag " + account_id.bytes, "sha256")[:8].hex()
