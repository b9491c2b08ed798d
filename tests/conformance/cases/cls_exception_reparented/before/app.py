class StorageError(Exception):
    pass


class NotThere(KeyError):
    pass


class Late(RuntimeError):
    pass


def find(key):
    raise NotThere(key)


def wait():
    raise Late("old")
