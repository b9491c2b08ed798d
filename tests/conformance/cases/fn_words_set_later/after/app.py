import functools


def timed(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)
    return wrapper


def work(x):
    """Work."""
    return "two", x


def page(number=1):
    return "two", number


@timed
def run(x):
    """Run."""
    return "two", x


work.__doc__ = "Works (two)."
page.__defaults__ = (20,)
run.__doc__ = "Runs (two)."
