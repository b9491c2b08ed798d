"""Objects that C code made and that keep a function: parsers, reducers, error handlers, iterators, weak references."""
import codecs
import copyreg
import functools
import itertools
import json
import pickle
import pyexpat
import weakref

import app


class Thing:
    pass


sink = app.Sink()
parser = pyexpat.ParserCreate()
parser.CharacterDataHandler, parser.StartElementHandler = sink.data, sink.start
parser.Parse("<a>")
codecs.register_error("hold_c_more", app.replaced)
point = app.Point()
copyreg.pickle(app.Point, app.reduce)
numbers = [1, 2, 3, 4]
filtered, mapped, until = filter(app.small, numbers), map(app.f, numbers), iter(app.f, None)
next(mapped)
dropped, grouped, starred = itertools.dropwhile(app.small, [3, 1, 4]), itertools.groupby([1], app.f), itertools.starmap(app.f, [(1,)])
key = functools.cmp_to_key(app.compared)
thing = Thing()
ref = weakref.ref(thing, app.dead)
decode, encode = json.JSONDecoder(object_hook=app.f).decode, json.JSONEncoder(default=app.f).encode


def checks():
    global thing
    parser.Parse("<b>x</b>")
    thing = None
    return {
        "expat": (sink.seen, sink.got) == ("two b", "two x"),
        "codecs": "\xe9".encode("ascii", "hold_c_more") == b"<two>",
        "copyreg": pickle.loads(pickle.dumps(point)) == "made by two",
        "a weak reference": app.OUT == ["two"] and ref() is None,
        "filter": list(filtered) == [3, 4],
        "map and iter": (next(mapped), next(until)) == ("two", "two"),
        "itertools": (list(dropped), next(grouped)[0], next(starred)) == ([1, 4], "two", "two"),
        "sorted by": sorted([1, 3, 2], key=key) == [3, 2, 1],
        "json": (decode("{}"), encode(Thing())) == ("two", '"two"'),
    }
