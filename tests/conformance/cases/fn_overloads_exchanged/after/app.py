from functools import singledispatch


@singledispatch
def to_json(obj):
    return "OBJ"


@to_json.register(set)
def _(obj):
    return "set of %d" % len(obj)


@to_json.register(range)
def _(obj):
    return "range %d..%d" % (obj.start, obj.stop)


@to_json.register(complex)
def _(obj):
    return "complex %s" % obj.imag


def dump(objs):
    return [to_json(o) for o in objs]
