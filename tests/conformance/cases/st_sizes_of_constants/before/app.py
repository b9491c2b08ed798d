from collections import deque

SIZE = 3
HISTORY = deque(maxlen=SIZE)


def note(what):
    HISTORY.append(what)
    return list(HISTORY)
