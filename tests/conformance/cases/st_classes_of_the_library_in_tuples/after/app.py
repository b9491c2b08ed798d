class Conflict(Exception):
    status = 409


RETRY = (Conflict, KeyError)
