from .core import start
from .engine import Engine
