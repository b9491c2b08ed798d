TRIES = []
while len(TRIES) < 3:
    TRIES.append(3 ** len(TRIES))
total = sum(TRIES)


def wait(n):
    return TRIES[n]
