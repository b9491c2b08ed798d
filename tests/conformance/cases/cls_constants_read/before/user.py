from app import Limits, current as conf

TIMEOUT = conf.N


def wait(t=Limits.N):
    return t
