import functools
import inspect

HELP = {}


class action:
    def __init__(self, func):
        functools.update_wrapper(self, func)
        self.func = func
        self.short = (func.__doc__ or func.__name__).strip()

    def __get__(self, obj, owner=None):
        return self if obj is None else functools.partial(self.func, obj)


def command(*aliases):
    def put(func):
        HELP[func.__name__] = {"doc": func.__doc__, "takes": list(inspect.signature(func).parameters)[1:], "run": func}
        return func
    return put


def plain(func):
    func.marked = True
    return func


class Admin:
    ACTIONS = []

    @action
    def ban(self, ids):
        """Ban users"""
        return "banned %d" % len(ids)

    @action
    def export(self, ids):
        """Export"""
        return ids

    @command("go")
    def cd(self, path):
        """Change directory"""
        return path

    @plain
    def ls(self):
        """List"""
        return 1
