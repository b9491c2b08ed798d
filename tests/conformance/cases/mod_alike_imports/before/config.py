import logging
from types import SimpleNamespace

TABLE = {"de": "Hallo", "gone": "x"}
STEPS = ["a", "b"]
LIMITS = SimpleNamespace(size=1)
log = logging.getLogger("old")
