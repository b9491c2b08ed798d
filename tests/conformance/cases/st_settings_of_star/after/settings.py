from base import *

INSTALLED_APPS += ["debug", "toolbar"]
MIDDLEWARE += ("timing",)
