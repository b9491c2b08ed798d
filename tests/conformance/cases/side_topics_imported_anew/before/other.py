from events import Deleted, listen


@listen(Deleted)
def purge(event):
    return "purged"
