from consts import *
from other import *

OWN = 2
DEBUG = True
count = 0


def run():
    return RETRIES, BASE, LATER, OWN, helper()


def bump():
    global count
    count += 1
    return count
