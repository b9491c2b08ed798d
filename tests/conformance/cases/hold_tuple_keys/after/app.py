class Job:
    __slots__ = ("name", "priority")

    def run(self):
        return "new"


class Other:
    __slots__ = ("other",)


class start:
    def __init__(self, job):
        self.job = job


HANDLERS = {}
