"""A registry that refuses a second entry, by way of a base class."""


class Registry:
    def __init__(self):
        self.by_name, self.names = {}, {}

    def register(self, metric):
        if metric.name in self.by_name:
            raise ValueError("duplicated " + metric.name)
        self.by_name[metric.name] = metric
        self.names[metric] = [metric.name]


REGISTRY = Registry()


class Metric:
    def __init__(self, name, text, labels=(), registry=REGISTRY):
        self.name, self.text, self.labels, self.value = name, text, labels, 0
        registry.register(self)

    def inc(self):
        self.value += 1


class Counter(Metric):
    pass
