


class Trigger:

    def next_after(self, now):
        ...

    def describe(self):
        return type(self).__name__.lower()


class Interval(Trigger):
    def __init__(self, seconds):
        self.seconds = seconds

    def next_after(self, now):
        return now + self.seconds
