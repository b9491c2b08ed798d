class Manager:
    all = []

    def __init__(self, name):
        self.name = name
        Manager.all.append(self)

    def run(self):
        return "manager %s" % self.name

    def __repr__(self):
        return "<Manager %s>" % self.name

class Special(Manager):
    def run(self):
        return "special " + super().run()

def make(name):
    return Special(name) if name.startswith("s") else Manager(name)
