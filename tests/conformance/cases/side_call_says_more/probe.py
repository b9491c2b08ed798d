"""A call says what was left to a default before: there is one registration, in classes that derive from list and set, too."""
import app
import bus
import other

handlers, names = bus.handlers, bus.names


def checks():
    ran = sorted((prio, function()) for prio, function in bus.handlers)
    return {
        "one each": ran == [(0, "lambda 2"), (0, "second 2"), (0, "shared 2"), (5, "first 2")],
        "same containers": bus.handlers is handlers and bus.names is names,
        "names": names == {"first", "second", "shared", "<lambda>"},
        "objects": [(job.run(), job.every) for job in bus.jobs] == [("first 2", 10)],
        "dataclasses": [(rule.check(), rule.strict) for rule in bus.rules] == [("first 2", True)],
        "records": [(r["function"](), r["quiet"]) for r in bus.records] == [("third 2", True)],
        "table": [(f(), quiet) for f, quiet in bus.table.values()] == [("third 2", True)],
    }
