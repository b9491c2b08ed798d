from .b import f, K, Err
from .b import f as alias
from . import star, b
from .star import *
__all__ = ["f", "K"] + star.__all__
