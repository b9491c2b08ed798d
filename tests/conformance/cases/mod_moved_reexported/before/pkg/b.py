from . import a

