from app import Options
Options.count += 3
Options.seen.append(1)
o = Options()


def checks():
    return {
        "reads a changed line": (Options.half, Options.table, Options.both) == (10, {"limit": 5}, (10, 5)),
        "reads a changed constant of the module": Options.far == 5,
        "state": (Options.count, Options.seen) == (3, [1]),
        "instances": o.f() == 10,
    }
