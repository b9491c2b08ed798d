from schedul import every


@every(10)
def cleanup():
    return "cleaned"


@every(60)
def report():
    return "report"
