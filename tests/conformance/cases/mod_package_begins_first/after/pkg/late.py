from . import api


def start():
    return "start2", api.go()


def stop():
    return "stop2", api.go()
