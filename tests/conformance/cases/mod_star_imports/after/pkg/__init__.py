from .star import *
