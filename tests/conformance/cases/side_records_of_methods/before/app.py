import bus


class User:
    size = 1

    @bus.rule("name")
    def name(self): return "name 1"

    @bus.rule("age")
    def age(self): return "age 1"

    @bus.every(5)
    def work(self): return "work 1"

    @bus.on
    def event(self): return "event 1"

    @bus.hook("up")
    def up(self): return "up 1"


def listener():
    return "listener 1"


for topic in ("a", "b"):
    bus.on(listener, topic)
