def start():
    return "start, new"


def stop():
    return "stop"


ENTRIES = [("start", start), ("stop", stop)]
