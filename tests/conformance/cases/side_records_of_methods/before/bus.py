import itertools

ids = itertools.count(1)
rules, jobs, numbered, hooks, wrapped = [], [], {}, [], []


class Hook:
    def __init__(self, name, function):
        self.name, self.function, self.id = name, function, next(ids)


def rule(field):
    def decorate(function):
        rules.append((field, function))
        rules.sort(key=lambda entry: entry[0])
        return function
    return decorate


def every(seconds):
    def decorate(function):
        jobs.append({"every": seconds, "run": function, "id": next(ids)})
        return function
    return decorate


def on(function, topic=None):
    numbered[next(ids)] = topic, function
    return function


def hook(name):
    def decorate(function):
        hooks.append(Hook(name, function))
        wrapped.append((name, lambda self: function(self)))
        return function
    return decorate
