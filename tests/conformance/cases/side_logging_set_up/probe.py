"""The line is the same, and what it calls says something else."""
import logging

import app

handler = logging.root.handlers[0]


def checks():
    app.OUT.seek(0)
    app.OUT.truncate()
    app.work(1)
    return {"format": app.OUT.getvalue() == "WARNING svc: late 1\n", "once": logging.root.handlers == [handler],
            "level": logging.getLogger("noisy").level == logging.CRITICAL}
