from schedul import every


@every(10)
def cleanup():
    return "all cleaned"


@every(60)
def report():
    return "report"


@every(30)
def heartbeat():
    return "alive"
