subscribed = []


def on(function, name=None):
    subscribed.append((name, function))
