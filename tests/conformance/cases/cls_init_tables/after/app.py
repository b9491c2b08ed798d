class Session:
    def __init__(self, name):
        self.name = name
        self.commands = {"ping": self.on_ping, "quit": self.on_leave, "echo": self.on_echo}
        self.steps = [self.first, self.middle, self.last]
        self.stats = {"in": 0, "out": 0}
        self.queues = {"high": [], "low": []}

    def on_ping(self):
        return "ping " + self.name

    def on_quit(self):
        return "quit"

    def on_leave(self):
        return "leave"

    def on_echo(self):
        return "echo " + self.name

    def middle(self, x):
        return x + "5"

    def first(self, x):
        return x + "1"

    def last(self, x):
        return x + "9"

    def run(self, word):
        self.stats["in"] += 1
        self.stats["out"] += 1
        self.queues["low"].append(word)
        return self.commands[word]()

    def pipe(self, x):
        for step in self.steps:
            x = step(x)
        return x


class Quiet(Session):
    def __init__(self, name):
        super().__init__(name)
        self.commands["quiet"] = self.on_quit
