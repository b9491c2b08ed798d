from dataclasses import dataclass, field

JOBS = {}
TABLE = {}
PLANS = {}


class Job:
    def __init__(self, function, timeout=None, tags=(), queue="main"):
        self.function = function
        self.timeout = timeout
        self.tags = list(tags)
        self.queue = queue
        self.runs = 0
        self.last = None


def job(name, **options):
    def put(function):
        JOBS[name] = Job(function, **options)
        TABLE[name] = {"function": function, "runs": 0, **options}
        return function
    return put


@dataclass(frozen=True)
class Plan:
    function: object
    days: int = 1


def plan(days):
    def put(function):
        PLANS[function.__name__] = Plan(function, days)
        return function
    return put
