from collections import Counter, OrderedDict, deque

QUEUE = deque(["a"])
QUEUE += ["b", "c"]
COUNTS = Counter(a=1)
COUNTS.update(b=2, c=3)
STEPS = OrderedDict(a=1)
STEPS.update(b=2, c=3)
PLUGINS = ["core"] + ["x", "y"]
