from jobs import job, plan


@job("sweep", timeout=30, tags=["night"], queue="low")
def sweep():
    return "old"


@job("check", queue="low")
def check():
    return "old"


@plan(3)
def bill():
    return "old"
