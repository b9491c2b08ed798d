RULES, JOBS = [], {}


class Rule:
    def __init__(self, path, f):
        self.path, self.f = path, f


def add(path, f):
    RULES.append(Rule(path, f))


class Job:
    def __init__(self, every):
        self.every = every


def schedule(name, job):
    JOBS.setdefault(name, []).append(job)
