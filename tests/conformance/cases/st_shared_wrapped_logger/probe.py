import logging
import app


class Keep(logging.Handler):
    lines = []

    def emit(self, record):
        self.lines.append("%s %s" % (getattr(record, "tenant", "-"), record.getMessage()))

logging.getLogger("svc").addHandler(Keep())
logging.getLogger("svc").propagate = False
run = app.run


def checks():
    del Keep.lines[:]
    run()
    return {"adapter": Keep.lines == ["t1 run"], "logging's own logger": type(logging.getLogger("svc.app")) is logging.Logger}
