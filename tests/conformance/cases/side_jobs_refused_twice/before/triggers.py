


class Trigger:

    def next_after(self, now):
        ...


class Interval(Trigger):
    def __init__(self, seconds):
        self.seconds = seconds

    def next_after(self, now):
        return now + self.seconds
