def run():
    return "new"


def extra():
    return "extra"
