def start():
    return "start"


ENTRIES = [("start", start)]
