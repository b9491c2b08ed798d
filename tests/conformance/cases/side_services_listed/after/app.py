import bus


class Service:
    def __init__(self, topic):
        self.topic = topic
        self.n = 0
        bus.on(topic, self.handle)

    def handle(self, e):
        self.n += 1
        return "v2", self.topic, self.n


class Local:
    def handle(self, e):
        return "local"


SERVICES = [Service("a"), Local()]
