"""A TCP proxy between browser and app that breaks the way real networks do.

`set_offline` of a browser does not reach its service worker reliably, so the network is cut here, outside of it.
"""

import random
import socket
import threading
import time
from contextlib import suppress
from enum import Enum

RESET = b"\x01\x00\x00\x00\x00\x00\x00\x00"
"""SO_LINGER on, 0 seconds: closing sends RST."""
ENOUGH = 60
"""Seconds that a black hole keeps a connection."""


class Mode(Enum):
    PASS = "pass"
    REFUSE = "refuse"
    """No network: each connection is reset at once."""
    BLACKHOLE = "blackhole"
    """A network that answers nothing."""
    SLOW = "slow"
    """Each answer is `delay` seconds late."""
    CUT_BEFORE = "cut before"
    """A POST is lost on its way to the app, in `rate` of cases."""
    CUT_AFTER = "cut after"
    """A POST reaches the app, and its answer is lost, in `rate` of cases."""
    TROUBLE = "trouble"
    """A proxy in front of an app that is down: 502 to everything."""
    PORTAL = "portal"
    """A captive portal: 200 with a page of its own to everything."""


def _answer(status: bytes, page: bytes) -> bytes:
    head = b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    return head % (status, len(page)) + page


FAKED = {
    Mode.PORTAL: _answer(b"200 OK", b"<!doctype html><title>Hotel</title><h1>Accept our terms</h1>"),
    Mode.TROUBLE: _answer(b"502 Bad Gateway", b"<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>"),
}


class Toxic:
    def __init__(self, upstream: int, port: int = 0, *, rate: float = 1.0, seed: int = 1) -> None:
        self.upstream, self.rate, self.rng = upstream, rate, random.Random(seed)
        self.mode, self.delay = Mode.PASS, 8.0
        self.requests: list[str] = []
        """The first line of each request that reached the app."""
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", port), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # closing alone wakes nobody who waits in `accept`
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        """One request a connection."""
        try:
            client.settimeout(30)
            if self.mode is Mode.REFUSE:
                reset(client)
            elif self.mode is Mode.BLACKHOLE:
                time.sleep(ENOUGH)
                reset(client)
            else:
                self._pass_on(client)
        except OSError:
            reset(client)

    def _pass_on(self, client: socket.socket) -> None:
        request = _read_request(client)
        if not request:
            client.close()
            return
        mode, is_post = self.mode, request.startswith(b"POST")
        is_cut = is_post and self.rng.random() < self.rate
        if mode is Mode.REFUSE or (mode is Mode.CUT_BEFORE and is_cut):
            self.cuts += mode is Mode.CUT_BEFORE
            reset(client)
        elif mode in FAKED:
            client.sendall(FAKED[mode])
            client.close()
        else:
            answer = self._ask(request)
            if mode is Mode.CUT_AFTER and is_cut:
                self.cuts += 1
                reset(client)
                return
            if mode is Mode.SLOW:
                time.sleep(self.delay)
            client.sendall(answer)
            client.close()

    def _ask(self, request: bytes) -> bytes:
        self.requests.append(request.split(b"\r\n", 1)[0].decode("latin-1"))
        head, body = request.split(b"\r\n\r\n", 1)
        with socket.create_connection(("127.0.0.1", self.upstream), 10) as app:
            app.settimeout(60)
            app.sendall(head + b"\r\nConnection: close\r\n\r\n" + body)
            parts = []
            while part := app.recv(65536):
                parts.append(part)
        return b"".join(parts)


def reset(client: socket.socket) -> None:
    with suppress(OSError):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        client.close()


def _read_request(client: socket.socket) -> bytes:
    """Head and body; nothing from a connection that was opened for nothing."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(65536)
        if not part:
            return b""
        data += part
    head, body = data.split(b"\r\n\r\n", 1)
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    while len(body) < length:
        part = client.recv(65536)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body
