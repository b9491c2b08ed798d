ALL = []


def remember(x):
    ALL.append(x)
    return len(ALL)


class Plugin:
    def __init__(self, name, parts):
        self.name = name
        self.parts = parts
        if parts:
            self.number = remember(name)
        else:
            self.number = 0
        self.view = self.parts
        self.view.append("end")
