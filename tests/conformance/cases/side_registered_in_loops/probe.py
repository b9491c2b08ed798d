import app
import bus


def checks():
    return {
        "each once, in order": [f() for f in bus.SUBS] == ["new a", "b", "c"],
        "the functions of the module": bus.SUBS == [app.a, app.b, app.c],
    }
