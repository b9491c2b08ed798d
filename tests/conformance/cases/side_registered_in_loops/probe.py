import app
import bus


def checks():
    return {
        "each once, in order": [f() for f in bus.SUBS] == ["new a", "b", "c"],
        "pairs": [(topic, f()) for topic, f in bus.PAIRS] == [(t, r) for t in "xyz" for r in ("new a", t)],
        "made in the loop": [(topic, f()) for topic, f in bus.BY_TOPIC] == [(t, "simple " + t) for t in "xyz"],
        "the functions of the module": bus.SUBS == [app.a, app.b, app.c],
    }
