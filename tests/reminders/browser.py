"""A browser's side of push: its keys, and a push service on loopback that keeps what it is handed."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webapp.reminders.sealing import CURVE, point


def opened(sealed: bytes, key: ec.EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """What the browser reads, by RFC 8291 and RFC 8188."""
    salt, theirs, box = sealed[:16], sealed[21:86], sealed[86:]

    def derived(agreed: bytes, by: bytes, info: bytes, length: int) -> bytes:
        return HKDF(hashes.SHA256(), length, salt=by, info=info).derive(agreed)

    agreed = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    made = derived(agreed, secret, b"WebPush: info\0" + point(key) + theirs, 32)
    content_key = derived(made, salt, b"Content-Encoding: aes128gcm\0", 16)
    padded = AESGCM(content_key).decrypt(derived(made, salt, b"Content-Encoding: nonce\0", 12), box, None)
    return padded.rstrip(b"\0")[:-1]


class PushService:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.status, self.location = 201, ""
        self.received: list[tuple[str, dict[str, str], bytes]] = []


@contextmanager
def push_service() -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.received.append((self.path, dict(self.headers), body))
            self.send_response(service.status)
            if service.location:
                self.send_header("Location", service.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = PushService(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def dripping() -> Iterator[int]:
    """The port of a service that answers, a byte at a time, for as long as it is listened to."""

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.sendall(b"\x16\x03\x03\x40\x00" if connection.recv(1) == b"\x16" else b"HTTP/1.1 201 ")
            while True:
                connection.sendall(b"x")
                time.sleep(0.1)

    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with suppress(OSError):
            drip(listener.accept()[0])

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        # Closing alone does not wake the one who waits for a caller.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
