from app import LIMIT, NAME as N, TABLE
from app import *
UNRELATED = 1
def get(): return LIMIT, N, TABLE, OTHER, UNRELATED
class Limits:
    from app import LIMIT as most
    other = 1
def late():
    global LATE
    from app import LIMIT as LATE
    if LATE:
        from app import NAME as local
    return local
late()
