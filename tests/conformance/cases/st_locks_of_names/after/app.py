import threading

NAMES = ("disk", "net", "gpu")
LOCKS = {name: threading.Lock() for name in NAMES}


def use(name):
    with LOCKS[name]:
        return "used " + name
