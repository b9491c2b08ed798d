import time


class Task:
    def __init__(self, name):
        self.name = name
        self.creation_time = time.time()


class Jobs:
    nightly = Task("vacuum")
    hourly = Task("rotate")
