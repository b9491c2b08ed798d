STEPS = ["b", "a"]
STEPS = sorted(STEPS)
HOOKS = ["x"]
HOOKS = [*HOOKS, "y"]
CONF = {"a": 1}
CONF = dict(CONF, b=2)
TAGS = {"t"}
TAGS = TAGS | {"u"}
