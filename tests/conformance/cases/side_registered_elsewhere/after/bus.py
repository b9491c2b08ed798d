import functools

HANDLERS, TOPICS, JOBS, NAMES = [], {}, {}, {}
CLIENTS = ["mine"]
published = []


class Bus:
    def __init__(self):
        self.watching = []

    def watch(self, function):
        self.watching.append(function)

    def trace(self, function):
        @functools.wraps(function)
        def wrapper(*args):
            published.append(function.__name__)
            self.watching and HANDLERS and TOPICS and JOBS
            return function(*args)
        return wrapper


one, two = Bus(), Bus()


def on(topic):
    def register(function):
        TOPICS.setdefault(topic, []).append(function)
        return function
    return register


def named(*names):
    def register(function):
        NAMES.update((name, function) for name in names)
        return function
    return register
