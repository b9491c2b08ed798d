import threading

import app

poller = app.poller
poller.join(0.1)


def checks():
    before = poller.polled
    poller.join(0.2)
    return {
        "what the line says": app.label() == "http://b, each 0.01" and poller.interval == 0.01,
        "the one that runs": app.poller is poller and poller.is_alive() and poller.polled > before > 0,
        "one": [t.name for t in threading.enumerate()].count("poller") == 1,
    }
