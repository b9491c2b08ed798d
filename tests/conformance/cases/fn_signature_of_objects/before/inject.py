import functools
import inspect


class Depends:
    def __init__(self, fn, **kw):
        self.fn, self.kw = fn, kw

    def get(self):
        return self.fn(**self.kw)


def inject(fn):
    wanted = {n: p.default for n, p in inspect.signature(fn).parameters.items() if isinstance(p.default, Depends)}

    @functools.wraps(fn)
    def inner(**given):
        for name, dep in wanted.items():
            if name not in given:
                given[name] = dep.get()
        return fn(**given)
    inner.wanted = sorted(wanted)
    return inner
