class Conflict(Exception):
    status = 409


RETRY = (Conflict, TimeoutError)
