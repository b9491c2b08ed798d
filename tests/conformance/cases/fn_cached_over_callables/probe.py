import app
import other

FUNCTIONS = [other.total, other.t2, other.t3, other.t4, other.t5, other.t6, other.t7]
first = [f(1) for f in FUNCTIONS]


def checks():
    return {f.__name__: f(1) == 3 for f in FUNCTIONS}
