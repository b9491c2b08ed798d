import app

bots = [app.Bot(n) for n in range(20)]
join = [bot.on_join for bot in bots]
leave = {bot.name: bot.on_leave for bot in bots}
message = [bot.on_message for bot in bots]


def checks():
    return {
        "with a dict": [f() for f in join] == [("memo", (n, 2)) for n in range(20)],
        "with slots": [leave[n]() for n in range(20)] == [("slotted", (n, 2)) for n in range(20)],
        "another decorator": [f() for f in message] == [("slotted", (n, 2)) for n in range(20)],
        "by their names": bots[3].on_join() == ("memo", (3, 2)) and bots[3].on_leave() == ("slotted", (3, 2)),
    }
