from .registry import COMMANDS, run
from . import files, admin
