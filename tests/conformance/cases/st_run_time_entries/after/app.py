"""What was put in at run time stays when a container's line changes, however that makes it."""
NAMES = ["get", "put", "delete"]
STATS = {name: 0 for name in NAMES}
QUEUES = {name: [] for name in NAMES}
CACHE = dict(a=1, b=2)
TAGS = set(["x", "y"])
STEPS = list(("x", "y"))
DEFAULTS = {"theme": "light"}
SESSION = {**DEFAULTS}
BASE = ["a", "b"]
SUM = BASE + ["z"]
