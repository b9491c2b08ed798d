import contextlib
import os

class Codec:
    try:
        import string as fast
        kind = "fast"
    except ImportError:
        fast = None
        kind = "slow"
    def show(self): return self.kind
class Limit:
    try:
        value = int("7")
    except ValueError:
        value = 1
class Files:
    with contextlib.suppress(ValueError):
        first = int("1")
        second = int("5")
    with open(os.devnull) as _file:
        text = _file.read() + "new"
    import pickle as codec
    from os.path import join as _join
    del _join
