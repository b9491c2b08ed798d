class Job:
    total = 0
    current = None
    waiting = []

    def __init__(self):
        Job.total += 1
        Job.current = self


class Typed:
    made: int = 0

    def __init__(self):
        Typed.made += 1
