import app, collections, functools
class Holder:
    __slots__ = ("slot",)
holder = Holder()
holder.slot = app.f
boxes = [[app.f], (app.f, (app.g,)), {app.f}, frozenset([app.g]), collections.deque([app.f]), {"k": app.f}, {app.f: "key"}]
part = functools.partial(app.f)
first = app.f


def checks():
    return {
        'list': boxes[0][0]() == 'two',
        'nested tuple': boxes[1][1][0]() == 'two',
        'set': app.f in boxes[2] and next(iter(boxes[2]))() == 'two',
        'frozenset': app.g in boxes[3],
        'deque': boxes[4][0]() == 'two',
        'dict value': boxes[5]['k']() == 'two',
        'dict key': boxes[6][app.f] == 'key',
        'slot': holder.slot() == 'two',
        'partial': part() == 'two',
        'identity': first is app.f,
    }
