DEBUG = False
APPS = ["a"]
try:
    from local_settings import *
except ImportError:
    pass
VERBOSE = DEBUG
