"""One at a time, in the order of asking."""

import threading
from collections import deque


class FairLock:
    """A lock that serves in the order of asking, so that nobody starves. RuntimeError for who has it already."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False
        self._holder = 0

    def __enter__(self) -> None:
        if self._holder == threading.get_ident():
            raise RuntimeError("a turn inside another one would wait for itself")
        with self._guard:
            turn = threading.Lock() if self._held else None
            if turn is not None:
                turn.acquire()
                self._waiting.append(turn)
            self._held = True
        if turn is not None:
            turn.acquire()
        self._holder = threading.get_ident()

    def __exit__(self, *_exc: object) -> None:
        self._holder = 0
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False
