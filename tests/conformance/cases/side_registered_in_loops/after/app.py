import bus


def a():
    return "new a"


def b():
    return "b"


def c():
    return "c"


for handler in (a, b, c):
    bus.subscribe(handler)


for topic in ("x", "y", "z"):
    bus.PAIRS.append((topic, a))
    bus.PAIRS.append((topic, lambda topic=topic: topic))

    @bus.on(topic)
    def simple(topic=topic):
        return "simple " + topic
