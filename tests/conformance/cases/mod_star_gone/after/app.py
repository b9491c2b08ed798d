from string import digits
import limits


def f():
    return digits + str(limits.MAX)
