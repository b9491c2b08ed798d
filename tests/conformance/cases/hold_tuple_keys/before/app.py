class Job:
    __slots__ = ("name",)

    def run(self):
        return "old"


class Other:
    __slots__ = ("name",)


def start(job):
    return "old"


HANDLERS = {}
