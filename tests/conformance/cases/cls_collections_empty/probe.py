import app

recent = app.Index.recent
by_name = app.Index.by_name
index = app.Index()


def checks():
    return {
        "deque": recent.maxlen == 5 and app.Index.recent is recent,
        "factory": by_name["a"] == set() and index.by_name["b"] == set(),
        "queue": app.Index.jobs.maxsize == 5,
        "semaphore": app.Index.sem._value == 3,
    }
