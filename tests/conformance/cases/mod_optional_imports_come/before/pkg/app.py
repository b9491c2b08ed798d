try:
    import accel
    HAVE = True
except ImportError:
    accel = None
    HAVE = False

try:
    from .local import LIMIT
except ImportError:
    LIMIT = 10

try:
    from fastimpl import crunch
except ImportError:
    def crunch(rows):
        return sum(rows)


def info():
    return "v1", HAVE, LIMIT
