import settings
from settings import Config

settings.INSTALLED += ["billing", "legacy"]
settings.HOSTS |= {"b"}
Config.plugins += ["old"]


def ready():
    return "old"
