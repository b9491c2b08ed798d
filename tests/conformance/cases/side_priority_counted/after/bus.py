import bisect
import itertools

_count = itertools.count()
_subscribers = {}


def subscribe(event, func, priority=10):
    bisect.insort(_subscribers.setdefault(event, []), (priority, next(_count), func))


def publish(event, **data):
    return [func(**data) for _, _, func in _subscribers.get(event, ())]
