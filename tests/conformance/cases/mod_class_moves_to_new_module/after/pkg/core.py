from .engine import Engine

def start(name):
    return Engine(name).run()
