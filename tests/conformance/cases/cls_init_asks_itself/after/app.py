import uuid


class Job:
    def __init__(self, name, tasks):
        self.name = name
        self.tasks = tasks
        self.kind = type(self).__name__
        self.other = self.__class__.__name__.lower()
        self.token = uuid.uuid4().hex
        self.index = {t: i for i, t in enumerate(tasks)}
        self.upper = [t.upper() for t in self.tasks]
        self.count = len(self.tasks)
        self.label = "%s/%d" % (name, len(tasks))
        self.fmt = "{}-{}".format(name, len(tasks))
        self.slug = name.lower().replace(" ", "-")

    def describe(self):
        return "%s:%s:%s" % (self.kind, self.name, self.count)


class Big(Job):
    pass
