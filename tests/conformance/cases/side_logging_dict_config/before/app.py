import logging
import logging.config

logging.config.dictConfig({
    "version": 1,
    "formatters": {"plain": {"format": "%(levelname)s %(message)s"}},
    "handlers": {"memory": {"class": "sink.Sink", "formatter": "plain"}},
    "loggers": {
        "svc": {"handlers": ["memory"], "level": "WARNING", "propagate": False},
        "svc.audit": {"handlers": ["memory"], "propagate": False},
    },
})
log = logging.getLogger("svc")


def work(x):
    log.info("work %s", x)
    log.warning("late %s", x)
