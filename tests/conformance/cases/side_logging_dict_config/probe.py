"""Loggers that were configured after it stay as they are, and so do handlers that others have added."""
import logging

import app
import sink

other = logging.getLogger("other.module")
other.setLevel("INFO")
other.addHandler(sink.Sink())
child = logging.getLogger("svc.db")
child.setLevel("ERROR")
beside = sink.Sink()
logging.getLogger("svc").addHandler(beside)


def lines(call):
    del sink.LINES[:]
    call()
    return sorted(sink.LINES)


def checks():
    svc = logging.getLogger("svc")
    return {
        "levels and formats": lines(lambda: app.work(1)) == ["[INFO] work 1", "[WARNING] late 1", "late 1", "work 1"],
        "once": len(svc.handlers) == 2 and beside in svc.handlers,
        "of others": lines(lambda: other.info("hello")) == ["hello"] and not other.disabled,
        "below": child.level == logging.ERROR and not child.disabled,
        "not said any more": logging.getLogger("svc.audit").handlers == [] and logging.getLogger("svc.audit").propagate,
    }
