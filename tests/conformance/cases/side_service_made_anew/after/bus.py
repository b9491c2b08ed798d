subs = {}
def on(topic, f):
    subs.setdefault(topic, []).append(f)
def emit(topic, *a):
    return [f(*a) for f in subs.get(topic, ())]
