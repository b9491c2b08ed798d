import app
import jobs

jobs.settle()


def checks():
    return {
        "not lost meanwhile": sorted(jobs.KNOWN) == ["report", "sweep"],
        "runs the new code": [f() for _, f in map(jobs.KNOWN.get, sorted(jobs.KNOWN))] == ["report anew", "sweep anew"],
        "the same functions": jobs.KNOWN["sweep"][1] is app.sweep and jobs.KNOWN["report"][1] is app.report,
    }


def let_go():
    """Whoever never settles has one more in the queue with each reload."""
    jobs.settle()
    jobs.NAMED.clear()
