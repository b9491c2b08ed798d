from .run import run
from . import cli
