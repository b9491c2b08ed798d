from models import Board, listen

board = Board()
LOG = []


@listen("added")
def log_added(task):
    LOG.append(task.title)
