from session import Session, store


def login(user):
    s = store.get(user)
    s.set("in", True)
    return s


def describe(s):
    return "%s:%s" % (s.user, sorted(s.data))
