LIMIT, OTHER = 3, 4


def make(n):
    return [n]


def by_name(size=LIMIT, more=make(5)):
    return ("old", size, more)


def swapped(x=LIMIT, y=OTHER):
    return (x, y)


class Pool:
    def take(self, size=LIMIT, *, wait=OTHER):
        return ("old", size, wait)
