"""Tables of constants that other modules have; and lists of numbers, of which each is counted on where it stands."""
import logging
import signal
import app

levels, counts = app.LEVELS, app.counts
app.set_level("db", logging.DEBUG)
app.SIGNALS["reload"] = signal.SIGUSR1
app.used(1)
app.used(1)


def checks():
    return {
        "levels": levels == {"root": logging.INFO, "db": logging.DEBUG, "http": logging.ERROR},
        "signals": app.SIGNALS == {"stop": signal.SIGINT, "reload": signal.SIGUSR1},
        "ttl": app.TTL["api"].total_seconds() == 10,
        "counts": app.counts == [0, 2, 0] and app.times == [0.0, 1.0, 0.0] and counts is app.counts,
        "steps": app.STEPS == [1, 5, 20],
    }
