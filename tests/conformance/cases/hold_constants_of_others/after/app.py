import logging
import signal
from datetime import timedelta

LEVELS = {"root": logging.INFO, "db": logging.WARNING, "http": logging.ERROR}
SIGNALS = {"stop": signal.SIGINT, "reload": signal.SIGHUP}
TTL = {"page": timedelta(minutes=5), "api": timedelta(seconds=10)}
KINDS = ["a", "b", "c"]
counts = [0] * len(KINDS)
times = [0.0, 0.0, 0.0]
STEPS = [1, 5, 20]


def set_level(name, level):
    LEVELS[name] = level


def used(i):
    counts[i] += 1
    times[i] += 0.5
