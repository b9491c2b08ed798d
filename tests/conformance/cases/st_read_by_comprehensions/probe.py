import app
from app import BACKOFF, LIMITS, PAIR, TOTAL

client = app.Client()


def checks():
    return {
        "list": BACKOFF is app.BACKOFF and BACKOFF == [0, 9, 18],
        "dict": LIMITS is app.LIMITS and LIMITS == {"a": 9, "b": 9},
        "generator": PAIR == app.PAIR == (9, 10) and TOTAL == app.TOTAL == 18,
        "condition": app.CHOICE == 9,
        "class": (client.timeouts, client.options, client.get()) == ([9], {"timeout": 9}, 9),
    }
