PORT = 80
HOST = "any"


def name():
    return "default"
