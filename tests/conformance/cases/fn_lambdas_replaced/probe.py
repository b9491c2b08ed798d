"""A lambda becomes a function, and one that is like it comes."""
import app
gross, avg = app.RULES["gross"], app.RULES.get("avg")


class O: price, qty = 7, 2
reg = []; app.setup(reg)


def checks():
    return run({"gross": lambda: gross(7, 2) == 14, "avg": lambda: avg(7, 2) == 3.5, "setup never mod": lambda: reg[1](O) in (3, 3.5, 1), "setup first": lambda: reg[0](O) in (14, 3.5)})


def run(table):
    result = {}
    for what, check in table.items():
        try:
            result[what] = True if check() else False
        except (Exception, SystemExit) as e:
            result[what] = repr(e)
    return result
