from dataclasses import dataclass


class Handlers(list):
    pass


class Names(set):
    def add(self, name):
        super().add(name)


class Job:
    def __init__(self, run, every):
        self.run, self.every = run, every


@dataclass
class Rule:
    check: object
    strict: bool


handlers, jobs, rules, records, names, table = Handlers(), [], [], [], Names(), {}


def on(function, prio=0):
    handlers.append((prio, function))
    names.add(function.__name__)


def every(function, seconds=60):
    jobs.append(Job(function, seconds))


def rule(function, strict=False):
    rules.append(Rule(function, strict))


def record(function, *, quiet=False):
    records.append({"function": function, "quiet": quiet})
    table[function.__name__] = function, quiet
