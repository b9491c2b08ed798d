import argparse

STARTED = []


class Scheduler:
    def __init__(self, name):
        self.name, self.jobs = name, []

    def add(self, job):
        self.jobs.append(job)

    def start(self):
        STARTED.append(self.name)


class Gauge:
    def __init__(self, text):
        self.text, self.function, self.children = text, None, {}

    def labels(self, name):
        return self.children.setdefault(name, Gauge(name))


parser = argparse.ArgumentParser("prog", description="old")
parser.add_argument("--level", type=int, default=1)
commands = parser.add_subparsers(dest="command")
run = commands.add_parser("run")
run.add_argument("--fast", action="store_true")

TEMPERATURE = Gauge("old text")
INSIDE = TEMPERATURE.labels("inside")

scheduler = Scheduler("old")
scheduler.add("job")
scheduler.start()
