import logging

LINES = []
log = logging.getLogger("guarded")
log.propagate = False


class Lines(logging.Handler):
    def __init__(self, tag):
        super().__init__()
        self.tag = tag

    def emit(self, record):
        LINES.append("1 " + self.tag + record.getMessage())


class Other(logging.Handler):
    def emit(self, record):
        LINES.append("other")


def setup(tag):
    for handler in list(log.handlers):
        if isinstance(handler, (Lines, Other)):
            log.removeHandler(handler)
    log.addHandler(Lines(tag))


if not any(isinstance(handler, Lines) for handler in log.handlers):
    log.addHandler(Lines("a"))

kinds = [isinstance(handler, Lines) for handler in log.handlers]
