import warnings

import app

held = app.REGISTRY


def name(x):
    return getattr(x, "path", getattr(x, "__name__", x))


def of(message):
    with warnings.catch_warnings(record=True) as caught:
        try:
            warnings.warn(message, UserWarning)
        except UserWarning:
            return "error"
    return "shown" if caught else "ignored"


def checks():
    return {"one list": held is app.REGISTRY,
            "order": [name(x) for x in held] == ["Earlier", "builtin", "second", ("pair", 1), "/first", "middle", "/last",
                                                 "handler"],
            "the live one": app.handler in held,
            "filters": (of("beta"), of("other")) == ("error", "shown")}
