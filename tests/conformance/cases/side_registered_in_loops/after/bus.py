SUBS = []


def subscribe(f):
    SUBS.append(f)
