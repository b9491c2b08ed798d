"""What decorators have put off is in the table once somebody has looked after it."""
import queue
from collections import deque

NAMED, KNOWN, PENDING, LATER = [], {}, deque(), queue.SimpleQueue()


def job(every):
    def take(f):
        if f.__name__ in KNOWN:
            NAMED.append(f.__name__)
        PENDING.append((every, f))
        return f
    return take


def later(every):
    def take(f):
        if f.__name__ in KNOWN:
            NAMED.append(f.__name__)
        LATER.put((every, f))
        return f
    return take


def settle():
    while PENDING or not LATER.empty():
        every, f = PENDING.popleft() if PENDING else LATER.get()
        KNOWN[f.__name__] = (every, f)
