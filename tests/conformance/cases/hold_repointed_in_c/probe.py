"""The same, where what they keep is another object afterwards."""
import copyreg
import itertools
import pickle

import app

numbers = [1, 2]
mapped, starred = map(app.f, numbers), itertools.starmap(app.f, [(1,), (2,)])
next(mapped), next(starred)
copyreg.pickle(app.Point, app.reduce)


def checks():
    return {
        "copyreg": hasattr(app.Point, "y") and pickle.loads(pickle.dumps(app.Point())) == "two",
        "map": next(mapped) == "two",
        "starmap": next(starred) == "two",
    }
