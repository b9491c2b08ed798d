import app

inc, dec = app.OPS["inc"], app.OPS.get("dec")
half = app.MORE["half"]


def checks():
    return {
        "the one that is left": inc(1) == 11 and app.OPS["inc"](1) == 11,
        "the one that is gone stays what it was": dec is None or dec(5) == 4,
        "beside one that is a function now": half(40) == 2 and app.MORE["half"](40) == 2,
        "the function": app.MORE["twice"](1) == 20,
    }
