TRIES = []
while len(TRIES) < 3:
    TRIES.append(2 ** len(TRIES))
total = sum(TRIES)


def wait(n):
    return TRIES[n]


DELAYS = []
_delay = 1
while _delay < 10:
    DELAYS.append(_delay)
    _delay *= 2
del _delay
LONGEST = DELAYS[-1]

STEPS, NAMES = [], {}
for number in range(3):
    STEPS.append(number * 2)
    NAMES[number] = "step %d" % STEPS[-1]
