"""Code that asks whether there is one already, of a class that has changed in the same edit."""
import app

handler = app.log.handlers[0]


def said():
    del app.LINES[:]
    app.log.error("m")
    return list(app.LINES)


def checks():
    return {
        "one": app.log.handlers == [handler] and said() == ["2 am"],
        "asked while it was staged": app.kinds == ["a"],
        "new ones": isinstance(app.Lines("c"), app.Lines) and type(handler) is app.Lines,
        "the builtin itself": app.check is isinstance,
    }
