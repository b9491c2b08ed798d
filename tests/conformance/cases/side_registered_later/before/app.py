from jobs import job, later


@job(every=1)
def sweep():
    return "sweep"


@later(every=5)
def report():
    return "report"
