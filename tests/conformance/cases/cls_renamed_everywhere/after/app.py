class Supervisor:
    all = []

    def __init__(self, name):
        self.name = name
        Supervisor.all.append(self)

    def run(self):
        return "supervisor %s" % self.name

    def __repr__(self):
        return "<%s %s>" % (type(self).__name__, self.name)

Manager = Supervisor     # the old name, until 3.0

class Special(Supervisor):
    def run(self):
        return "special " + super().run()

def make(name):
    return Special(name) if name.startswith("s") else Supervisor(name)
