"""One at a time, in the order of asking."""

import threading

import pytest

from webapp.turns import FairLock


def test_all_wait_in_turn() -> None:
    lock, order, ready = FairLock(), [], threading.Barrier(2, timeout=60)

    def write(n: int) -> None:
        if n == 0:
            with lock:
                ready.wait()
                pause.wait()
                order.append(n)
        else:
            with lock:
                order.append(n)

    pause = threading.Event()
    first = threading.Thread(target=write, args=(0,))
    first.start()
    ready.wait()
    others = []
    for n in range(1, 6):
        thread = threading.Thread(target=write, args=(n,))
        thread.start()
        while len(lock._waiting) < n:
            pass
        others.append(thread)
    pause.set()
    for thread in (first, *others):
        thread.join()
    assert order == [0, 1, 2, 3, 4, 5]
    with lock:
        pass


def test_who_has_the_turn_does_not_wait_for_themselves() -> None:
    lock = FairLock()
    with lock, pytest.raises(RuntimeError, match="inside another"), lock:
        pass
    with lock:
        pass


def test_the_turn_is_given_up_by_an_error() -> None:
    lock = FairLock()
    with pytest.raises(ValueError, match="x"), lock:
        raise ValueError("x")
    with lock:
        pass
