from urllib.parse import quote


def other(s):
    return 1
