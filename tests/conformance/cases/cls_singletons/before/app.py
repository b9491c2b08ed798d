import threading


class Singleton(type):
    _instances = {}
    _lock = threading.Lock()

    def __call__(cls, *args, **kwargs):
        with cls._lock:
            if cls not in cls._instances:
                cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Database(metaclass=Singleton):
    def __init__(self, url="sqlite://"):
        self.url = url
        self.queries = 0

    def query(self, sql):
        self.queries += 1
        return sql


class Config:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.values = {"debug": False}
        return cls._instance

    def get(self, key):
        return self.values[key]


class Bus:
    __shared = None

    @classmethod
    def instance(cls):
        if cls.__shared is None:
            cls.__shared = cls()
        return cls.__shared

    def __init__(self):
        self.handlers = []

    def publish(self, event):
        return [h(event) for h in self.handlers]


class _Metrics:
    def __init__(self):
        self.counts = {}

    def hit(self, name):
        self.counts[name] = self.counts.get(name, 0) + 1


metrics = _Metrics()
