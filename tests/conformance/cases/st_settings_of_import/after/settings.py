from base import INSTALLED_APPS

INSTALLED_APPS += ["debug"]
