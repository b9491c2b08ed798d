from consts import *
from other import *

RETRIES = 3
LATER = 4
OWN = 1


def helper():
    return "helper1"


def run():
    return RETRIES, BASE, LATER, OWN, helper()
