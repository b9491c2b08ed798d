import logging
from logging.config import dictConfig

LEVEL = "INFO"


def config(name, level):
    return {"version": 1, "disable_existing_loggers": True,
            "formatters": {"plain": {"format": "%(levelname)s %(message)s"}},
            "handlers": {name: {"class": "sink.Sink", "formatter": "plain"}},
            "loggers": {name: {"handlers": [name], "level": level}}}


ONE = config("one", LEVEL)
TWO = config("two", "DEBUG")
dictConfig(ONE)


def configure(settings=None):
    settings = settings or TWO
    logging.config.dictConfig(settings)
    logging.getLogger("noisy").setLevel(LEVEL)


configure()
