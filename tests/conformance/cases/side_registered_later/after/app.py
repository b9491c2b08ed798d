from jobs import job, later


@job(every=2)
def sweep():
    return "sweep anew"


@later(every=6)
def report():
    return "report anew"
