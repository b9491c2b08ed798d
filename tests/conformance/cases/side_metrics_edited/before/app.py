from metrics import Counter

REQUESTS = Counter("requests", "all of them")
ERRORS = Counter("errors", "old text")
SLOW = Counter("slow", "slow ones")
NAMED = {"a": Counter("a", "in a dict")}
if REQUESTS:
    BYTES = Counter("bytes", "in a block")
    UNIT = 1
try:
    import json
except ImportError:
    json = None
else:
    FAILED = Counter("failed", "in the else of a try")
    REASON = "old"


class Server:
    seen = Counter("seen", "of a class")
    limit = 1

    def serve(self):
        REQUESTS.inc()
        return self.limit
