from consts import *
from other import *

OWN = 2


def run():
    return RETRIES, BASE, LATER, OWN, helper()
