from sched_lib import scheduler


def poll(x=0):
    return "p2", x


job = scheduler.add_job(poll, seconds=5, args=(1,))
