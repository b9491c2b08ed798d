def f():
    from .b import g
    return "late", g()
