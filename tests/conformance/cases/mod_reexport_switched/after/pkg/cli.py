from . import api, Client
from .old import api as legacy
def go(): return api(), Client().m(), legacy()
