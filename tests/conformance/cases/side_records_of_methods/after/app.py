import bus


class User:
    size = 2

    @bus.rule("name")
    def name(self): return "name 2"

    @bus.rule("age")
    def age(self): return "age 2"

    @bus.every(5)
    def work(self): return "work 2"

    @bus.on
    def event(self): return "event 2"

    @bus.hook("up")
    def up(self): return "up 2"


def listener():
    return "listener 2"


for topic in ("a", "b", "c"):
    bus.on(listener, topic)
