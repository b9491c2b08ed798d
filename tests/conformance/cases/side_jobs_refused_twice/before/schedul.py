from triggers import Interval


class Job:
    def __init__(self, fn, trigger):
        self.fn = fn
        self.trigger = trigger
        self.runs = 0

    def __call__(self):
        self.runs += 1
        return self.fn()


class Scheduler:
    def __init__(self):
        self.jobs = {}
        self.queue = []

    def add(self, fn, trigger):
        job = Job(fn, trigger)
        if fn.__name__ in self.jobs:
            raise ValueError("job exists")
        self.jobs[fn.__name__] = job
        self.queue.append((trigger.next_after(0), job))
        return job


DEFAULT = Scheduler()


def every(seconds):
    def register(fn):
        DEFAULT.add(fn, Interval(seconds))
        return fn
    return register
