SUBS = {"orders": [], "users": []}


def subscribe(topic, fn):
    SUBS[topic].append(fn)
