import settings
from settings import TAGS

settings.PORTS.update({"extra": 4})
settings.ARGS.extend(["-y"])
settings.HOOKS.extend(["third"])
TAGS.update(["w"])
