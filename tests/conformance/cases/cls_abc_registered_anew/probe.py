"""A class that other lines have changed, and classes that are registered with it for the first time."""
import app

duck = app.Duck()
asked = isinstance(duck, app.Codec), isinstance([], app.Codec)


def checks():
    return {
        "asked before": asked == (False, False),
        "as a decorator": isinstance(duck, app.Codec) and issubclass(app.Duck, app.Codec) and duck.encode() == "duck 2",
        "builtin": isinstance([], app.Codec) and isinstance({}, app.Codec),
        "new class": isinstance(app.Late(), app.Codec),
        "below": isinstance(duck, app.Config),
        "nobody else": not isinstance(1, app.Codec) and not isinstance([], app.Config),
        "itself": app.Codec.size == 2,
    }
