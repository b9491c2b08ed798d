NAMES = ["cpu", "disk"]


class Collector:
    def __init__(self, name):
        self.name, self.samples = name, []

    def sample(self, value):
        self.samples.append(value)
        return len(self.samples)


COLLECTORS = [Collector(name) for name in NAMES]
BY_NAME = {name: Collector(name) for name in NAMES}
