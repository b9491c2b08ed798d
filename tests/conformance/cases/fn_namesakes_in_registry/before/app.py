from bot import command


@command("start")
def _(who):
    return "hello " + who


@command("stop", "quit")
def _(who):
    return "bye " + who


@command("sum")
def _(*n):
    return sum(map(int, n))


@command("old")
def _():
    return "old"
