from bot import command


@command("help")
def _(*topics):
    return "help on " + ", ".join(topics or ("all",))


@command("start")
def _(who, lang="en"):
    return "hello %s (%s)" % (who, lang)


@command("stop", "quit")
def _(who):
    return "goodbye " + who


@command("sum")
def _(*n):
    return sum(map(float, n))
