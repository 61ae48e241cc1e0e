"""Handing a message to a push service.

The address came from a browser, so it is not trusted: https only, no address of our own network, no redirect followed,
and of the answer only the status is read.
"""

import http.client
import ipaddress
import socket
import threading
from contextlib import ExitStack, suppress
from functools import partial
from urllib.parse import SplitResult, urlsplit

HTTPS = 443
PATIENCE = 10
"""Seconds, for the whole of it: one that answers a byte at a time must not keep the others waiting."""
KEPT_FOR = 4 * 3600
"""Seconds for which a push service keeps it while the phone is off. Later than that it says nothing any more."""
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Leads to the IPv4 address in its last 32 bits where a network translates."""
LOOPBACK_TOO = False
"""Only in tests, with http."""


class Refused(OSError):  # noqa: N818 -- named for what it is
    """An address to which nothing is sent."""


def deliver(endpoint: str, sealed: bytes, sender: str) -> int:
    """The status of the answer. Raises OSError (Refused among them), HTTPException or ValueError when there is none."""
    parts = urlsplit(endpoint)
    with ExitStack() as opened:
        connection = _connection(parts, opened)
        opened.callback(connection.close)
        connection.request(
            "POST",
            f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}",
            sealed,
            {
                "Authorization": sender,
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(KEPT_FOR),
                "Urgency": "normal",
            },
        )
        return connection.getresponse().status


def _connection(parts: SplitResult, opened: ExitStack) -> http.client.HTTPConnection:
    """To the very address that was looked at, so that a name cannot lead elsewhere a moment later."""
    is_https = parts.scheme == "https"
    if not parts.hostname or not (is_https or (LOOPBACK_TOO and parts.scheme == "http")):
        raise Refused("not https")
    port = parts.port or HTTPS
    address = _address(parts.hostname, port)
    kind = http.client.HTTPSConnection if is_https else http.client.HTTPConnection
    connection = kind(parts.hostname, port, timeout=PATIENCE)
    connection._create_connection = partial(_connect, opened, address, port)  # type: ignore[attr-defined]  # no type tells of it
    return connection


def _address(host: str, port: int) -> str:
    """One public address of the host. One that is not public is enough to refuse it."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(address) for address in found):
        raise Refused("not a public address")
    return found[0]


def is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    checked = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None) or parsed
    if checked in TRANSLATED:
        checked = ipaddress.IPv4Address(int(checked) & 0xFFFFFFFF)
    return (checked.is_global and not checked.is_multicast) or (LOOPBACK_TOO and checked.is_loopback)


def _connect(
    opened: ExitStack, address: str, port: int, _asked: object, timeout: float, _source: object = None
) -> socket.socket:
    made = socket.create_connection((address, port), timeout)
    twin = opened.enter_context(made.dup())  # TLS takes the first one over
    timer = threading.Timer(timeout, _cut, [twin])
    timer.start()
    opened.callback(timer.cancel)
    return made


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
