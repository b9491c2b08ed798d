import app
from desk import ask


def checks():
    return {
        "only one topic now": ask("in") == ["sort"],
        "by rank": ask("out") == ["seal, twice", "stamp", "weigh"],
        "called by name": app.stamp() == "stamp",
    }
