handlers, topics, hooks, strict = [], {}, [], {}


def subscribe(function):
    handlers.append(function)


def on(topic, function):
    topics.setdefault(topic, []).append(function)


def once(name, function):
    if name in strict:
        raise ValueError("duplicate " + name)
    strict[name] = function
