from .core import price, Item
from . import core
def name(): return "pkg2"
