from functools import singledispatch


@singledispatch
def to_json(obj):
    return "obj"


@to_json.register(bytes)
def _(obj):
    return "bytes %d" % len(obj)


@to_json.register(set)
def _(obj):
    return "set %d" % len(obj)


@to_json.register(complex)
def _(obj):
    return "complex"


def dump(objs):
    return [to_json(o) for o in objs]
