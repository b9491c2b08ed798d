LEVEL = "info"
DEBUG = True

if DEBUG:
    def log(message):
        return "debug " + message
else:
    def log(message):
        return "quiet"

try:
    import no_such_module
except ImportError:
    def dumps(x):
        return "slow"
else:
    def dumps(x):
        return "fast"

if DEBUG:
    LEVEL = "debug"
