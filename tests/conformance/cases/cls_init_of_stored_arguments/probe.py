"""What the new __init__ makes of arguments that instances have as attributes: of those that nothing sets later."""
import app

one, two = app.Client("h", 1, "/x"), app.Local(80)
one.retry()


def checks():
    return {
        "texts": [(c.url, c.key) for c in (one, two)] == [("http://h:1/x", "h:1"), ("http://localhost:80/", "localhost:80")],
        "a tuple": one.pair == ("h", 1),
        "one that is set later": not hasattr(one, "first"),
    }
