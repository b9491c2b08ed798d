import settings
from settings import TAGS

settings.PORTS.update({"http": 81, "mode": 2, "extra": 3})
settings.ARGS.extend(["-v", "-x", "-v"])
settings.HOOKS.extend(["first", "second"])
TAGS.update(["x", "z"])
