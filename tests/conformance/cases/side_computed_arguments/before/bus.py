TOPICS = {}
RECORDS = {}
TYPES = {}
TABLE = {}
ORDER = []


def on(topic):
    def register(f):
        TOPICS.setdefault(topic, []).append(f)
        return f
    return register


def record(topic):
    def register(f):
        RECORDS.setdefault(topic, []).append({"fn": f})
        return f
    return register


def of_types(*types):
    def register(f):
        for t in types:
            TYPES[t] = f
        return f
    return register


def route(verb, path):
    def mark(f):
        f.route = (verb, path)
        return f
    return mark


class Controller:
    def __init_subclass__(cls):
        for f in vars(cls).values():
            if hasattr(f, "route"):
                TABLE[f.route[0], cls.prefix + f.route[1]] = f
                ORDER.append((f.route[0], f))
