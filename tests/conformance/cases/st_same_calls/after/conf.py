import queue

SIZE = 10
JOBS = {"a": queue.Queue()}
for _number in range(50):
    JOBS["a"].put(_number)


class Conf:
    FACTOR = 2


def scale(n):
    return n * Conf.FACTOR


class Base:
    def __init__(self):
        self.size = SIZE
