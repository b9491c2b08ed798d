import logging

import app
import sink


def checks():
    levels = [logging.getLevelName(logging.getLogger(name).level) for name in ("one", "two", "noisy")]
    del sink.LINES[:]
    logging.getLogger("two").debug("x")
    return {"levels": levels == ["INFO", "DEBUG", "INFO"], "once": sink.LINES == ["DEBUG x"],
            "handlers": [len(logging.getLogger(name).handlers) for name in ("one", "two")] == [1, 1]}
