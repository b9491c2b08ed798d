from app import *
from app import LIMIT as renamed

try:
    from app import PAIR
except ImportError:
    PAIR = None
if True:
    from app import FLAG as chosen
for _ in range(1):
    from app import LIMIT as looped


def late():
    from app import LIMIT
    return LIMIT, FLAG


class Settings:
    from app import LIMIT, RATES

    def __init__(self):
        self.limit = LIMIT


overridden = FLAG
