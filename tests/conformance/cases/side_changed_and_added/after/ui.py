"""Not reloaded."""


class Action:
    def __init__(self, label, shortcut, callback):
        self.label, self.shortcut, self.callback = label, shortcut, callback


class Menu:
    def __init__(self):
        self.actions = []

    def add(self, label, callback, shortcut=None):
        a = Action(label, shortcut, callback)
        self.actions.append(a)
        return a

    def run(self, label):
        for a in self.actions:
            if a.label == label:
                return a.callback()
        raise LookupError(label)

    def labels(self):
        return [a.label for a in self.actions]
