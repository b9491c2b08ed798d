"""Other keys, other options; and classes of other modules, which nobody registers again, stay registered."""
from app import ENTRIES, ROUTES, A, Action, Csv, Go, Goes, Json, Kinds, Lists, Moved, Page, Plugin, Same, Stays

class MyPlugin(Plugin, key="mine"): pass
class MyAction(Action): pass
class MyKind(Kinds): pass


def checks():
    return {
        "keys": Plugin.known == {"csv": Csv, "json5": Json, "mine": MyPlugin},
        "options": (Csv.mime, Json.mime, Json.version) == ("text/csv", "x", 3),
        "list of a metaclass": Action.plugins == [Go, MyAction] and (MyAction.timeout, Go.priority) == (6, 2),
        "classes as keys": Kinds.names == {A: "A", MyKind: "MyKind"} and Kinds.seen == {A, MyKind} and A.n == 2,
        "lists below keys": Lists.table == {"k": [Stays], "other": [Goes]} and Stays.n == 2,
        "objects that hold classes": [(e.name, e.cls) for e in ENTRIES] == [("page", Page)] and Page.size == 20,
        "tuples with options": [r for r in ROUTES if r[1] is Same] == [("/a", Same, {"auth": True})],
        "other path": [r[0] for r in ROUTES if r[1] is Moved] == ["/b2"] and Moved().get() == "new",
    }
