X = 1
HITS = 0


def hit():
    global HITS
    HITS += 1
    return HITS
