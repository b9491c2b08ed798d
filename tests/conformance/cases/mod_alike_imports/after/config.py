import logging
from types import SimpleNamespace

TABLE = {"de": "Guten Tag", "fr": "Bonjour"}
STEPS = ["a", "c", "b"]
LIMITS = SimpleNamespace(size=2)
log = logging.getLogger("new")
