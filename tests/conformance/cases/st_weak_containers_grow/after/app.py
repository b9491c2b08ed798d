import weakref


class Conn:
    def __init__(self, name):
        self.name = name


a, b = Conn("a"), Conn("b")
POOL = weakref.WeakValueDictionary(a=a, b=b)
SEEN = weakref.WeakSet([a, b])


def get(name):
    return POOL.get(name)


def see(conn):
    SEEN.add(conn)
