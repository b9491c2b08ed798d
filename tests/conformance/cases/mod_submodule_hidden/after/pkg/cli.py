from .run import run, extra
from . import run as same


def cli():
    return run(), extra(), same()
