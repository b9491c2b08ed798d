from defaults import *

TIMEOUT = 30


def timeout():
    return TIMEOUT
