PORT = 8080
HOST = "here"


def name():
    return "local"
