import io
import logging
from functools import partial

out = io.StringIO()


class ListHandler(logging.Handler):
    def __init__(self, lines):
        super().__init__()
        self.lines = lines

    def emit(self, record):
        self.lines.append("2 " + record.getMessage())


LINES = []


def get_logger(name, level=logging.INFO):
    logger = logging.getLogger(name)
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(name)s|%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    return logger


def setup(name, *handlers, level=logging.DEBUG):
    logger = logging.getLogger(name)
    logger.setLevel(level)
    for handler in handlers:
        if not any(type(other) is type(handler) for other in logger.handlers):
            logger.addHandler(handler)
    return logger


sql = get_logger("app.sql", logging.ERROR)
web = get_logger("app.web")
bill = setup("app.bill", ListHandler(LINES), level=logging.ERROR)


def call(name, retries=1):
    return name, retries


TABLE = {"a": partial(call, "a"), "b": partial(call, "b", retries=3)}
LIST = [partial(call, "c", retries=4), 1]
