import view

[f("k") for f in view.ASK[:2]]
view.build(2), view.T.header(), view.T.widths()


def checks():
    c, o, b = view.ASK
    return {
        "list": c("k") == ["id", "uuid", "k"],
        "dict": o("k")["size"] == 20,
        "object": b(2).n == 20,
        "kept in the instance, text": view.T.header() == "|| t ||",
        "kept in the instance, list": view.T.widths() == [5],
        "not asked before": c("z") == ["id", "uuid", "z"],
    }
