from config import FEATURES, TIMEOUTS, settings
from limits import READ_MS, Limiter

limiter = Limiter()
HEALTH = settings.health


def enabled(name):
    return name in FEATURES


def submit(timeout=READ_MS):
    return timeout if limiter.acquire() else None


def info():
    return {"health": HEALTH, "connect": TIMEOUTS["connect"], "write": TIMEOUTS["write"], "retries": settings.retries}
