import bus


def first(): return "first 2"
def second(): return "second 2"
def third(): return "third 2"
def shared(): return "shared 2"


bus.on(first, prio=5)
bus.on(second)
bus.every(first, 10)
bus.rule(first, strict=True)
bus.record(third, quiet=True)
bus.on(lambda: "lambda 2")
