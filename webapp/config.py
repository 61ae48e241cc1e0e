"""Settings from the environment, and the policies that are data."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",  # nothing is loaded unless a line below says so
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",  # the icon sprite too
    "font-src": "'self'",
    "connect-src": "'self'",  # htmx
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{kind} {source}" for kind, source in CONTENT_SECURITY_POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # says what frame-ancestors says, to scanners and old browsers
    "Referrer-Policy": "same-origin",  # no-referrer would send `Origin: null` with our own forms
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": "noindex, nofollow",
}


class Settings(BaseSettings):
    """What can be set. Every name is read from the environment with `FOOTHOLD_` in front."""

    model_config = SettingsConfigDict(env_prefix="FOOTHOLD_", hide_input_in_errors=True, extra="ignore")

    data: Path = Path("instance")
    """The folder that holds all state."""
    database_url: str = ""
    """Empty: SQLite in `data`. Otherwise a SQLAlchemy URL, `postgresql://...` among them."""
    database_key: SecretStr = SecretStr("")
    """Encrypts the SQLite file (SQLCipher) when set."""
    public_url: str = ""
    """The address people type, with https. Empty: http on loopback, for one machine only."""
    insecure_http: bool = False
    """Allows http on an address other than loopback. `doctor` complains."""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies in front set X-Forwarded-*."""
    threads: int = Field(default=3, ge=1, le=16)
    app_name: str = Field(default="Foothold", min_length=1, max_length=24)
    """What stands under the icon on a phone, and in the list of open apps. It should not tell what it is for."""
    app_icon: Literal["steps", "notes", "circle"] = "steps"
    """The picture on the home screen."""
    app_shortcuts: bool = True
    """Off: holding the icon shows no list ('I have an urge', 'Help now' ...)."""
    offline: bool = True
    """Off: phones throw away the pages that they keep. What waits there to be sent stays and is sent."""
    remind: bool = True
    """Off: reminders are sent by `foothold remind` only."""
    program_limits: bool = True
    """Off only in load tests: limits on guessing."""

    @field_validator("public_url")
    @classmethod
    def _an_origin(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("must look like https://foothold.example.org")
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def session_cookie(self) -> str:
        """`__Host-` needs Secure, so the name says which of the two it is."""
        return "__Host-fh" if self.https else "fh"

    @property
    def device_cookie(self) -> str:
        return "__Host-fh-known" if self.https else "fh-known"

    @property
    def share_cookie(self) -> str:
        """Of a browser in which a family link is open."""
        return "__Host-fh_share" if self.https else "fh_share"

    @property
    def sqlite_path(self) -> Path | None:
        """The SQLite file, or None on another database."""
        if not self.database_url:
            return self.data / "foothold.db"
        if self.database_url.startswith("sqlite:///"):
            return Path(self.database_url.removeprefix("sqlite:///"))
        return None
