try:
    from local_settings import *
except ImportError:
    pass
DEBUG = False
APPS = ["a"]
VERBOSE = DEBUG
