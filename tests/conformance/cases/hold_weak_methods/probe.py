"""WeakMethods where a decorator comes or goes, a mixin overrides the method, or the own one is gone."""
import weakref

import app

objects = [app.Added(), app.Removed(), app.Mixed(), app.Own()]
weak = [weakref.WeakMethod(o.on) for o in objects]


def checks():
    return {
        "alive": all(w() is not None for w in weak),
        "as by the name": [w()() for w in weak] == [o.on() for o in objects],
        "new": objects[0].on() == ("logged", 1) and objects[2].on() == "mix" and objects[3].on() == "base",
    }
