import os
from consts import *
from other import *

RETRIES = 3
LATER = 4
OWN = 1
DEBUG = True
count = 0


def helper():
    return "helper1"


def run():
    return RETRIES, BASE, LATER, OWN, helper()


def bump():
    global count
    count += 1
    return count
