from app import LIMIT, NAME as N, TABLE
from app import *
UNRELATED = 1
def get(): return LIMIT, N, TABLE, OTHER, UNRELATED
