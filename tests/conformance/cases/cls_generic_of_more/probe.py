"""A generic class has one parameter more, a protocol one method more, after isinstance() has been asked."""
import app
from app import Box, Runs


class Runner:
    def run(self): pass


class Stopper(Runner):
    def stop(self): pass


box, ints, old, said = Box(), app.Ints(), Box[int], app.Implemented()
runner, stopper = Runner(), Stopper()
asked = isinstance(runner, Runs), isinstance(stopper, Runs), isinstance(1, Runs)


def subscribed(*args):
    try:
        return app.Box[args]().get()
    except TypeError:
        return None


def checks():
    return {
        "parameters": Box.__parameters__ == (app.T, app.K) and subscribed(int, str) == "two" and subscribed(int) is None,
        "below": app.Ints.__orig_bases__ == (app.Box[int, str],) and isinstance(ints, Box) and ints.get() == "two",
        "what is held": old().get() == "two" == box.get() and old.__origin__ is app.Box is Box,
        "protocol": (isinstance(runner, Runs), isinstance(stopper, Runs), isinstance(1, Runs)) == (False, True, False),
        "its method": said.hello() == "two",
    }
