import bus


def first(): return "first 1"
def second(): return "second 1"
def third(): return "third 1"
def shared(): return "shared 1"


bus.on(first)
bus.on(second)
bus.every(first)
bus.rule(first)
bus.record(third)
bus.on(lambda: "lambda 1")
