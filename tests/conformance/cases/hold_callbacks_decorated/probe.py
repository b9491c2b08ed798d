"""Objects made in C that call a function later call what it has become."""
import asyncio
import codecs
import functools
import itertools
import json
import types

from app import cached, f

loop = asyncio.new_event_loop()
def nested(f): return lambda: f()
def later(handle): return lambda: handle._callback()
class Own:
    static, by_class, get = staticmethod(f), classmethod(f), property(f)
def callbacks(f):
    future = loop.create_future()
    future.add_done_callback(f)
    return {
        "starmap": itertools.starmap(f, itertools.repeat(())).__next__,
        "map": map(f, itertools.repeat(1)).__next__,
        "accumulate": itertools.islice(itertools.accumulate(itertools.count(), f), 1, None).__next__,
        "iter": iter(f, "never").__next__,
        "partial": functools.partial(f),
        "cache": functools.lru_cache(maxsize=None)(lambda: functools.partial(f)()),
        "dispatch": functools.partial(functools.singledispatch(f), 1),
        "method": types.MethodType(f, 5),
        "cell": nested(f),
        "decoder": functools.partial(json.JSONDecoder(parse_int=f).decode, "1"),
        "call_later": later(loop.call_later(100, f)),
        "future": lambda: future._callbacks[0][0](),
    }
both = callbacks(f), callbacks(cached)
codecs.register_error("as-of-probe", f)
def default(*, f=f): return f()


def checks():
    own = Own()
    result = {name: all(kind[name]() == "new" for kind in both) for name in both[0]}
    result["class"] = (own.static(), own.by_class(), own.get) == ("new",) * 3
    result["codec"] = codecs.lookup_error("as-of-probe")() == "new"
    result["keyword default"] = default() == "new"
    return result
