"""A handler is registered below a class or member that changes in the same edit: those of other modules are there, too."""
import app
import bus
import plug  # noqa: F401


def checks():
    return {
        "a class": bus.names(app.Moved) == [["alert", "audit", "first"]] * 6,
        "a dataclass": bus.names(app.Paid) == [["alert", "audit"]] * 6,
        "a member": bus.names(app.State.NEW) == [["alert", "audit"]] * 6,
        "one key each": all(len(table) == 3 for table in (bus.PLAIN, bus.LISTS, bus.NAMED, bus.PAIRS, bus.SETS, bus.BUS.handlers)),
        "order": [f.__name__ for f in bus.PLAIN[app.Moved]] == ["first", "audit", "alert"],
    }
