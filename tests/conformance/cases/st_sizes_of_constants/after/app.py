from collections import deque

SIZE = 5
HISTORY = deque(maxlen=SIZE)


def note(what):
    HISTORY.append(what)
    return list(HISTORY)
