from typing import Any, NamedTuple

TUPLES, RULES, CALLS, SUBSCRIPTIONS = [], [], [], []


class Rule:
    def __init__(self, path, view):
        self.path, self.view = path, view


class Subscription(NamedTuple):
    priority: int
    resolve: Any


def on(topic):
    def register(f):
        TUPLES.append((topic, f))
        return f
    return register


def route(path):
    def register(f):
        RULES.append(Rule(path, f))
        return f
    return register


def call(priority):
    def register(f):
        CALLS.append((priority, lambda: f))
        return f
    return register


def subscribe(priority):
    def register(f):
        SUBSCRIPTIONS.append(Subscription(priority, lambda: f))
        SUBSCRIPTIONS.sort(key=lambda s: -s.priority)
        return f
    return register


EVENTS, LATE = [], []


def events(*names):
    def register(f):
        for name in names:
            EVENTS.append((name, f))
            LATE.append((name, lambda: f()))
        return f
    return register
