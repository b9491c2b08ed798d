from boards import Board
from events import listen

board = Board()
LOG = []


@listen("added")
def log_added(task):
    LOG.append(task.title)
