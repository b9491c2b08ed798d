import functools

TAGS, FILTERS = {}, {}


def tag(name=None):
    def decorate(f):
        @functools.wraps(f)
        def compiled(*args):
            return "<%s>" % f(*args)

        TAGS[name or f.__name__] = compiled
        return f

    return decorate


def filter(name):
    def decorate(f):
        FILTERS[name] = f
        return f

    return decorate
