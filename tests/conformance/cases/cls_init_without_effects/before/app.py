ALL = []


class Plugin:
    def __init__(self, name, parts):
        self.name = name
        self.parts = parts
