"""What was put in at run time stays when a container's line changes, however that makes it."""
NAMES = ["get", "put"]
STATS = {name: 0 for name in NAMES}
QUEUES = {name: [] for name in NAMES}
CACHE = dict(a=1)
TAGS = set(["x"])
STEPS = list(("x",))
DEFAULTS = {"theme": "dark"}
SESSION = {**DEFAULTS}
BASE = ["a"]
SUM = BASE + ["z"]
