import app
import schedul
from schedul import DEFAULT

jobs = dict(DEFAULT.jobs)
for n in range(5):
    for job in jobs.values():
        job()


def checks():
    return {"new": DEFAULT.jobs["cleanup"]() == "all cleaned",
            "cleanup runs kept": DEFAULT.jobs["cleanup"].runs >= 5,
            "report runs kept": DEFAULT.jobs["report"].runs >= 5,
            "job in the queue is the job": sorted(j.fn.__name__ for _, j in DEFAULT.queue) == ["cleanup", "heartbeat", "report"]
            and all(DEFAULT.jobs[j.fn.__name__] is j for _, j in DEFAULT.queue),
            "held": all(DEFAULT.jobs[n] is j for n, j in jobs.items()), "describe": jobs["report"].trigger.describe() == "interval"}
