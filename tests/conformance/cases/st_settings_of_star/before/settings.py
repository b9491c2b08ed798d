from base import *

INSTALLED_APPS += ["debug"]
MIDDLEWARE += ("debug",)
