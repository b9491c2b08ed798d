import bus


def a():
    return "old a"


def b():
    return "b"


for handler in (a, b):
    bus.subscribe(handler)


for topic in ("x", "y"):
    bus.PAIRS.append((topic, a))
    bus.PAIRS.append((topic, lambda topic=topic: topic))

    @bus.on(topic)
    def simple(topic=topic):
        return "simple " + topic
