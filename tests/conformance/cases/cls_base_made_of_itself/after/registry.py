made = []


def declarative(cls):
    made.append(cls)

    class Declarative(cls):
        def __init__(self, name):
            self.name = name
    return Declarative
