"""Passwords: argon2id at the OWASP floor, at most two at once, guessable ones refused."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from zxcvbn import zxcvbn

from webapp.i18n import _

SHORTEST, LONGEST = 12, 128
GUESSABLE = 3
"""zxcvbn's score, 0 to 4, below which a password is refused."""
LOOKED_AT = 24
"""Characters that are judged: the judge's time grows steeply with length, and 24 good ones are enough."""
OUR_WORDS = (
    *("foothold", "recovery", "sober", "sobriety", "clean", "serenity", "onedayatatime", "easydoesit"),
    *("keepcomingback", "letgoandletgod", "firstthingsfirst", "thistooshallpass", "progressnotperfection"),
    *(
        "justfortoday",
        "higherpower",
        "twelvesteps",
        "livesober",
        "unpasoalavez",
        "soloporhoy",
        "recuperacion",
        "sobrio",
    ),
)

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_turns = threading.BoundedSemaphore(2)
_NOBODY = _hasher.hash("nobody has this password, and checking it takes as long as checking a real one")


def normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    with _turns:
        return _hasher.hash(normal(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password is right. Takes as long for an account that does not exist (`stored` None)."""
    with _turns:
        try:
            return _hasher.verify(stored or _NOBODY, normal(password)) and stored is not None
        except (Argon2Error, InvalidHashError):
            return False


def problem_with(password: str, *own_words: str) -> str:
    """Why a password is refused, in words for its field; '' when it is fine."""
    length = len(normal(password))
    if length < SHORTEST:
        return _("This has %(n)s characters. Please use %(min)s or more.", n=length, min=SHORTEST)
    if length > LONGEST:
        return _("Please use %(max)s characters or fewer.", max=LONGEST)
    words = [*OUR_WORDS, *(word for word in own_words if word)]
    squeezed = "".join(letter for letter in normal(password).casefold() if letter.isalpha())
    if squeezed in {word.casefold() for word in words}:
        return _("This is easy to guess. Four words that do not belong together work well.")
    if zxcvbn(normal(password)[:LOOKED_AT], user_inputs=words)["score"] < GUESSABLE:
        return _("This is easy to guess. Four words that do not belong together work well.")
    return ""
