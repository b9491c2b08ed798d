"""What the making of a class collects of its methods, by a part of their names."""
import inspect


class Machine:
    def __init_subclass__(cls):
        own = vars(cls).items()
        cls.verbs = {n[3:]: f for n, f in own if n.startswith("do_")}
        cls.takes = {n[3:]: list(inspect.signature(f).parameters)[1:] for n, f in own if n.startswith("do_")}
