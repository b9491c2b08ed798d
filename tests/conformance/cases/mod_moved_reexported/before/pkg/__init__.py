from .a import f, K, Err
from .a import f as alias
from . import star, b
from .star import *
__all__ = ["f", "K"] + star.__all__
