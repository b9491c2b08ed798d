import app
from jobs import JOBS, PLANS, TABLE

swept, checked, record, planned = JOBS["sweep"], JOBS["check"], TABLE["sweep"], PLANS["bill"]
known = {planned}
for one in (swept, checked):
    one.runs, one.last = 4, "done"
record["runs"] = 2


def checks():
    return {
        "what is not said any more": (swept.timeout, swept.tags, swept.queue) == (None, [], "main"),
        "nor in a dict": set(record) == {"function", "runs"},
        "what is said otherwise": checked.queue == "high",
        "what came of them": (swept.runs, swept.last, checked.runs, record["runs"]) == (4, "done", 4, 2),
        "the same records": JOBS["sweep"] is swept and JOBS["check"] is checked and TABLE["sweep"] is record,
        "a frozen one is another": PLANS["bill"].days == 5 and planned.days == 3 and planned in known,
    }
