from app import Plugin, Task


class Report(Task, queue="reports"):
    pass


class Own(Plugin):
    pass
