class Engine:
    def __init__(self, name):
        self.name = name

    def run(self):
        return "run " + self.name


def start(name):
    return Engine(name).run()
