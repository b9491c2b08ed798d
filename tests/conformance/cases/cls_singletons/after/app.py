import threading


class Singleton(type):
    _instances = {}
    _lock = threading.Lock()

    def __call__(cls, *args, **kwargs):
        try:
            return cls._instances[cls]
        except KeyError:
            with cls._lock:
                if cls not in cls._instances:
                    cls._instances[cls] = super().__call__(*args, **kwargs)
            return cls._instances[cls]

    def reset(cls):
        with cls._lock:
            return cls._instances.pop(cls, None)


class Database(metaclass=Singleton):
    def __init__(self, url="sqlite://"):
        self.url = url
        self.queries = 0

    def query(self, sql):
        self.queries += 1
        return sql.strip().upper()


class Config:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.values = {"debug": False}
        return cls._instance

    def get(self, key):
        return self.values.get(key, self.defaults.get(key))

    defaults = {"port": 80}


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
        return {h.__name__: h(event) for h in self.handlers}

    def subscribe(self, handler):
        self.handlers.append(handler)
        return handler


class _Metrics:
    def __init__(self):
        self.counts = {}

    def hit(self, name):
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]


metrics = _Metrics()
