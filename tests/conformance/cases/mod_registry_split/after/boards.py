from events import notify
from models import Task


class Board:
    def add(self, title):
        notify("added", Task(title))
