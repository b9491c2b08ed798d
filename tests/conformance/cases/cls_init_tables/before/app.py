class Session:
    def __init__(self, name):
        self.name = name
        self.commands = {"ping": self.on_ping, "quit": self.on_quit, "old": self.on_ping}
        self.steps = [self.first, self.last]
        self.stats = {"in": 0}
        self.queues = {"high": []}

    def on_ping(self):
        return "ping " + self.name

    def on_quit(self):
        return "quit"

    def first(self, x):
        return x + "1"

    def last(self, x):
        return x + "9"

    def run(self, word):
        self.stats["in"] += 1
        return self.commands[word]()

    def pipe(self, x):
        for step in self.steps:
            x = step(x)
        return x


class Quiet(Session):
    def __init__(self, name):
        super().__init__(name)
        self.commands["quiet"] = self.on_quit
