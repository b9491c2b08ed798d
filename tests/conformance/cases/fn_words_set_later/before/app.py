import functools


def timed(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)
    return wrapper


def work(x):
    """Work."""
    return "one", x


def page(number=1):
    return "one", number


@timed
def run(x):
    """Run."""
    return "one", x


work.__doc__ = "Works (one)."
page.__defaults__ = (10,)
run.__doc__ = "Runs (one)."
