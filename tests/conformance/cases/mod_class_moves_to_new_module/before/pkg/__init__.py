from .core import Engine, start
