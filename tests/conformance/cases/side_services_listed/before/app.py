import bus


class Service:
    def __init__(self, topic):
        self.topic = topic
        self.n = 0
        bus.on(topic, self.handle)

    def handle(self, e):
        self.n += 1
        return "v1", self.topic, self.n


SERVICES = [Service("a")]
