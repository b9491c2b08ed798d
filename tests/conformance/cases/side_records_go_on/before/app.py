from container import Pooled, job, singleton


@singleton
class Database:
    def __init__(self):
        self.rows = []


class Conn(Pooled):
    pass


@job
def clean():
    return "old"
