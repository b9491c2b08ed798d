H = {}


def on(name, f):
    H.setdefault(name, []).append(f)
    return f
