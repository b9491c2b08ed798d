LEVEL = "info"
DEBUG = False

if DEBUG:
    def log(message):
        return "debug " + message
else:
    def log(message):
        return "quiet"

try:
    import json
except ImportError:
    def dumps(x):
        return "slow"
else:
    def dumps(x):
        return "fast"

if DEBUG:
    LEVEL = "debug"
