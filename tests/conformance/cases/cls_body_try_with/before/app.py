import contextlib
import os

class Codec:
    try:
        import no_such_module as fast
        kind = "fast"
    except ImportError:
        fast = None
        kind = "slow"
    def show(self): return self.kind
class Limit:
    try:
        value = int("x")
    except ValueError:
        value = 1
class Files:
    with contextlib.suppress(ValueError):
        first = int("1")
        second = int("none")
    with open(os.devnull) as _file:
        text = _file.read() + "old"
    import json as codec
    from os.path import join as _join
    del _join
