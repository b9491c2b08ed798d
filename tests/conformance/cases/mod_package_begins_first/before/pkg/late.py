from . import api


def start():
    return "start1", api.go()
