import guards


class Bot:
    def __init__(self, name):
        self.name = name

    def on_join(self):
        return self.name, 1

    def on_leave(self):
        return self.name, 1

    @guards.plain
    def on_message(self):
        return self.name, 1
