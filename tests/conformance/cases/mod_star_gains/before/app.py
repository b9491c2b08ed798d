from conf import *
from api import *


def total():
    return A + globals().get('B', 0)
