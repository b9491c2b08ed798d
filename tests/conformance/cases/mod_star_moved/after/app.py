TIMEOUT = 30

from defaults import *


def timeout():
    return TIMEOUT
