"""Lists of dicts and lists that the process has counted in and filled, before the source adds one or changes one."""
import app

first, third = app.BACKENDS[0], app.WORKERS[2]
app.fail(0), app.fail(0), app.fail(1)
app.WORKERS[0].append("x"), third.append("z")
app.MENU[0]["children"].append("own")


def checks():
    return {
        "counted": [(b["host"], b["fails"]) for b in app.BACKENDS] == [("a", 2), ("b", 1), ("c", 0)],
        "filled": app.WORKERS == [["x"], [], ["z"], []],
        "the same": app.BACKENDS[0] is first and app.WORKERS[2] is third,
        "changed within": app.MENU == [{"title": "new", "children": ["own"]}, {"title": "b", "children": []}],
        "twice in a new list": app.SIZES == [3, 4, 3],
    }
