from container import Pooled, job, singleton


@singleton
class Database:
    limit = 5

    def __init__(self):
        self.rows = []

    def count(self):
        return len(self.rows)


class Conn(Pooled):
    limit = 3


@job(queue="low")
def clean():
    return "new"
