from collections import Counter, OrderedDict, deque

QUEUE = deque(["a"])
QUEUE += ["b"]
COUNTS = Counter(a=1)
COUNTS.update(b=2)
STEPS = OrderedDict(a=1)
STEPS.update(b=2)
PLUGINS = ["core"] + ["x"]
