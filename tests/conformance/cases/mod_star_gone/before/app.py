from string import *
from limits import *


def f():
    return digits + str(MAX)
