from jobs import job, plan


@job("sweep")
def sweep():
    return "new"


@job("check", queue="high")
def check():
    return "new"


@plan(5)
def bill():
    return "new"
