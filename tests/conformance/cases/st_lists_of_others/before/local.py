import app as settings
from app import PENDING

settings.HOSTS = ["shop.example"]
settings.DATABASES = {"default": {"host": "db2"}}
settings.PLUGINS += ["debug"]
settings.RULES.append("audit")
settings.ROUTES.append(("/ext", "ext"))
settings.FILTERS.append(str.upper)
settings.Settings.middleware = ["gzip", "cors"]
settings.Settings.caches = {"default": "redis"}
PENDING.clear()
