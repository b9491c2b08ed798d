import threading


class Store:
    def __init__(self, size):
        self.size = size
        self.rows = {}
        self.lock = threading.Lock()

    def get(self, key):
        return self.rows.get(key, "nothing")


class Index(dict):
    def find(self, key):
        return self.get(key)


store = Store(30)
index = Index()
