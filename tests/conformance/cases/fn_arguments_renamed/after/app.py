LIMIT, OTHER = 3, 4


def make(n):
    return [n]


def by_name(count=LIMIT, rest=make(5)):
    return ("new", count, rest)


def swapped(y=LIMIT, x=OTHER):
    return (x, y)


class Pool:
    def take(self, n=LIMIT, *, wait=OTHER):
        return ("new", n, wait)
