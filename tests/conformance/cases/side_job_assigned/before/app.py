from sched_lib import scheduler


def poll(x=0):
    return "p1", x


job = scheduler.add_job(poll, seconds=10)
