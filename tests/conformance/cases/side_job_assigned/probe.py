import app
import sched_lib


def checks():
    return {
        "once, as the new line says": sched_lib.run_all() == [(5, ("p2", 1))],
        "the name": app.job is sched_lib.scheduler.jobs[-1],
    }
