"""Tables for each of some names, to all of which the process has added; the source adds another name."""
import app

app.add("late")
app.put("a", 1)
app.put("late", 2)
jobs, lock, done = app.JOBS["late"], app.LOCKS["late"], app.DONE


def attempt(tenant):
    try:
        app.put(tenant, 3)
        return True
    except KeyError as e:
        return repr(e)


def checks():
    return {
        "the name of the source": attempt("c") is True and list(app.JOBS["c"]) == [3] * len(app.JOBS["c"]),
        "that of run time": attempt("late") is True and jobs[0] == 2 and app.JOBS["late"] is jobs and app.LOCKS["late"] is lock,
        "counts": app.DONE is done and done["a"] == 1 and done["late"] > 1,
        "one of each": set(app.TENANTS) == app.KNOWN == set(app.JOBS) == set(app.LIMIT) == {"a", "b", "c", "late"},
    }
