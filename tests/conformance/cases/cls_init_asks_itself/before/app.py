import uuid


class Job:
    def __init__(self, name, tasks):
        self.name = name
        self.tasks = tasks

    def describe(self):
        return self.name


class Big(Job):
    pass
