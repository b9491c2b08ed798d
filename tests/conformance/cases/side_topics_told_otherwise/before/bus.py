from collections import defaultdict

SUBSCRIBERS = defaultdict(list)


def on(*kinds):
    def register(f):
        for kind in kinds:
            SUBSCRIBERS[kind].append(f)
        return f
    return register


def publish(kind, **data):
    return [f(data) for f in SUBSCRIBERS[kind]]
