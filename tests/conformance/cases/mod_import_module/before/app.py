import importlib
import helper
def late():
    import helper as h
    return h.f(), h.VALUE
