STEPS = ["b", "a"]
STEPS = sorted(STEPS, reverse=True)
HOOKS = ["x"]
HOOKS = [*HOOKS, "y", "z"]
CONF = {"a": 1}
CONF = dict(CONF, b=3)
TAGS = {"t"}
TAGS = TAGS | {"u", "v"}
