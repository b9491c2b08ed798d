import app
from app import CHANNELS, CHECKS, POOL

mail, pager = CHANNELS
send = pager.send
left, right = app.PAIR
mail.send("one")
pager.limit = 99
POOL["b"].send("two")


def checks():
    send(" x ")
    return {
        "rows that came": [c.name for c in CHANNELS] == ["mail", "pager", "chat"] and POOL["c"].name == "pool c",
        "rows that are there": CHANNELS[0] is mail and mail.sent == ["one"] and POOL["b"].sent == ["two"],
        "whatever became of them": CHANNELS[1] is pager and pager.limit == 99,
        "code": pager.sent[-1] == "x",
        "tuple": app.PAIR[0] is left and app.PAIR[2] is right and app.PAIR[1].name == "middle",
        "values": app.PRICES["tea"].cents == 220 and app.PRICES["pie"].cents == 300 and app.PRICES["cake"].cents == 350,
        "functions": not CHECKS["age"](20) and CHECKS["age"](21) and CHECKS["rows"](1) and CHECKS["size"](2),
        "the same tables": CHANNELS is app.CHANNELS and POOL is app.POOL,
    }
