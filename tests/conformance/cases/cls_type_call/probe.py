"""Classes made by calling type(), directly, by a function, in a table."""
import app
from app import KINDS, Derived, Plain, Task, Worker, Written

plain, written, worker, task = Plain(), Written(), Worker(), Task()
derived, beside, a = Derived(), app.Beside(), KINDS["A"]()


def checks():
    return {
        "same classes": (Plain, Written, Worker, Task, Derived) ==
                        (app.Plain, app.Written, app.Worker, app.Task, app.Derived),
        "old objects": plain.run() == written.run() == task.run() == a.run() == "new",
        "values": (plain.size, written.size, worker.n, task.retries) == (2, 2, 2, 3),
        "decorated": worker.work() == app.work(0) == ("wrapped", "new"),
        "table": app.TASKS["task"] is Task and isinstance(task, Task),
        "with a base": derived.go() == beside.go() == "go new" and derived.n == 1,
        "table of classes": app.KINDS["A"]().kind == "A2" and app.KINDS["B"]().run() == "new",
        "function itself": app.run(0) == "new",
    }
