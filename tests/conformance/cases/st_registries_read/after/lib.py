_events = {}


def on(name):
    def put(f):
        _events[name] = f
        return f
    return put


def events():
    return sorted(_events)
