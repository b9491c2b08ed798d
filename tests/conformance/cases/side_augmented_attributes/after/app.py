import settings
from settings import Config

settings.INSTALLED += ["billing", "audit"]
settings.HOSTS |= {"c"}
Config.plugins += ["new"]


def ready():
    return "new"
