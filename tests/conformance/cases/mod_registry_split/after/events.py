LISTENERS = {}


def listen(event):
    def put(f):
        LISTENERS.setdefault(event, []).append(f)
        return f
    return put


def notify(event, *args):
    for f in LISTENERS.get(event, ()):
        f(*args)
