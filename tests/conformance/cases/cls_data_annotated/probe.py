from app import Job, Typed

job, typed, waiting = Job(), Typed(), Job.waiting
waiting.append(1)


def checks():
    return {"count": (Job.total, Typed.made) == (1, 1), "current": Job.current is job,
            "one list": Job.waiting is waiting and waiting == [1], "annotations": Job.__annotations__["total"] is int}
