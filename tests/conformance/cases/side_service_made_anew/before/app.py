import bus


class Service:
    def __init__(self, retries):
        self.retries = retries
        bus.on("order", self.handle)

    def handle(self, e):
        return "v1", e, self.retries


service = Service(retries=1)
