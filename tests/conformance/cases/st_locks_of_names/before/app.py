import threading

NAMES = ("disk", "net")
LOCKS = {name: threading.Lock() for name in NAMES}


def use(name):
    with LOCKS[name]:
        return "used " + name
