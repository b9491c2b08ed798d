import queue

SIZE = 10
JOBS = {"a": queue.Queue()}
for _number in range(3):
    JOBS["a"].put(_number)


class Turns:
    taken = 0

    def take(self):
        self.taken += 1
        return "first" if self.taken == 1 else "later"


TURNS = {"a": Turns()}


class Conf:
    FACTOR = 2


def scale(n):
    return n * Conf.FACTOR


class Base:
    def __init__(self):
        self.size = SIZE
