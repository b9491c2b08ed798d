import guards


class Bot:
    def __init__(self, name):
        self.name = name

    @guards.Memo
    def on_join(self):
        return self.name, 2

    @guards.Slotted
    def on_leave(self):
        return self.name, 2

    @guards.Slotted
    def on_message(self):
        return self.name, 2
