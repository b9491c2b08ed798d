handlers, topics, strict = [], {}, {}


def on(topic):
    def decorate(function):
        topics.setdefault(topic, []).append(function)
        return function
    return decorate


def once(name, function):
    if name in strict:
        raise ValueError("duplicate " + name)
    strict[name] = function
