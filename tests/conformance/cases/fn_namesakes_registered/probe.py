"""Several functions of one name, each registered by its decorator: one of the first has another decorator now."""
import app

app.show(1), app.show("x"), app.show(1.5)


def checks():
    return {
        "dispatch": [app.show(x) for x in (1, "x", 1.5)] == ["any", "str", "float"],
        "topics": {t: [f() for f in found] for t, found in app.TOPICS.items() if found} == {"other": ["first"],
                                                                                         "last": ["last"]},
        "the last one has the name": app._() == "last",
    }
