"""A release of a tracker: a kind more, a table of it in another module, a field, a handler."""
import app, models
from app import create, board, ISSUES, COLORS, ICON
from models import Issue, Kind, Priority, Comment
a = create("old low"); b = create("old high", Kind.TASK, Priority.HIGH)
c = a.comment("ann", "hi")
by_p = {Priority.HIGH: [b]}
parse = getattr(Priority, "parse", None)
comment = a.comment


def checks():
    u = create("new", models.Kind.EPIC, Priority.parse("urgent"))
    d = create("dflt")
    c2 = comment("bob", "yo")
    r = {
        "board": board() == ["E new red", "B dflt orange", "T old high orange", "B old low green"],
        "comment": c.likes == 0 and c.tags == [] and c == Comment("ann", "hi") and a.comments[0] is c,
        "tags own": c.tags is not c2.tags,
        "watchers": a.watchers == {"bob"} and b.watchers == set() and a.watchers is not b.watchers,
        "assignee": b.assignee is None and "assignee=None" in repr(b),
        "stats": app.stats() == {"Epic": 1, "Bug": 2, "Task": 1},
        "members": by_p[models.Priority.HIGH] == [b] and b.priority is Priority.HIGH and Priority.URGENT == 3 and Kind("epic") is Kind.EPIC,
        "icon": ICON is app.ICON and ICON[Kind.EPIC] == "E",
        "order": sorted([a, b, u])[0] is u and type(a) is models.Issue,
    }
    del ISSUES[2:]
    return r
