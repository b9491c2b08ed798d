subs = {}
_next = [0]
def subscribe(topic, f):
    _next[0] += 1
    subs[_next[0]] = (topic, f)
    return _next[0]
def unsubscribe(token):
    del subs[token]
def emit(topic, e):
    return [f(e) for t, f in subs.values() if t == topic]
