__reload_keep__ = ("POOL",)
POOL = ["two"]
SCHEMA = 2
cache = {}
def __reload__(old):
    global cache
    cache = {k: v if isinstance(v, tuple) else (SCHEMA, v) for k, v in old["cache"].items()}
