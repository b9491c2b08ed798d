class StorageError(Exception):
    pass


class NotThere(StorageError, KeyError):
    pass


class Late(StorageError):
    pass


def find(key):
    raise NotThere(key)


def wait():
    raise Late("new")
