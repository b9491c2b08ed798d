REGISTRY = {}


class Counter:
    def __init__(self, name, text):
        if name in REGISTRY:
            raise ValueError("duplicate " + name)
        REGISTRY[name] = self
        self.name, self.text, self.count = name, text, 0
