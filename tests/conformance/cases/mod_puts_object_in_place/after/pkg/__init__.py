from . import conf


def f():
    return "new", conf.level()
