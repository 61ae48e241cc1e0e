"""An app behind a server in a thread, for a browser of the tests."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator


class Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        pass


@contextmanager
def serving(app: WSGIApplication) -> Iterator[int]:
    """The port at which a thread serves this app.

    Werkzeug leaves the file of an answer open when the browser hangs up: each is read and closed before it is sent.
    """

    def whole(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as answer:
            return [b"".join(answer)]

    server = make_server("127.0.0.1", 0, whole, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()
