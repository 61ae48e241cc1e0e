"""The server and the proxy of the browser tests leave nothing open."""

import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

from tests.support.serving import serving
from tests.support.toxic import Toxic

AT_ONCE = struct.pack("ii", 1, 0)


class Answer:
    """As a file that is sent: something to close."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"x"
        self.begun.set()
        self.may_end.wait(10)

    def close(self) -> None:
        self.is_closed = True


def test_an_answer_is_closed_when_the_browser_hangs_up() -> None:
    answer = Answer()

    def app(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return answer

    with serving(app) as port, socket.create_connection(("127.0.0.1", port)) as browser:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        browser.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert answer.begun.wait(10)
        browser.sendall(b"and more, which the server reads to its end")
        answer.may_end.set()
        time.sleep(0.2)
        browser.close()
        time.sleep(0.2)
    assert answer.is_closed


def test_a_proxy_that_is_closed_listens_no_longer() -> None:
    before = set(threading.enumerate())
    proxy = Toxic(upstream=1)
    (thread,) = set(threading.enumerate()) - before
    proxy.close()
    thread.join(10)
    assert not thread.is_alive()
