import threading


class Store:
    def __init__(self, size):
        self.size = size
        self.rows = {}
        self.lock = threading.Lock()

    def get(self, key):
        return self.rows.get(key)


class Index(dict):
    def find(self, key):
        return self[key]


store = Store(30)
index = Index()


def put(key, value):
    with store.lock:
        store.rows[key] = index[key] = value


def show(key):
    return "old %s" % store.get(key)
