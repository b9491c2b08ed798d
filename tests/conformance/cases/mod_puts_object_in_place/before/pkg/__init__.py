from . import conf


def f():
    return "old", conf.level()
