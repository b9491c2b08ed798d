from metrics import Counter

HITS = Counter("requests", "all of them")
ERRORS = Counter("errors", "new text", labels=("kind",))
SLOW = Counter("slow_ones", "slow ones")
NAMED = {"a": Counter("a", "in a dict"), "b": Counter("b", "in a dict")}
if HITS:
    BYTES = Counter("bytes", "in a block")
    UNIT = 2
try:
    import json
except ImportError:
    json = None
else:
    FAILED = Counter("failed", "in the else of a try")
    REASON = "new"


class Server:
    seen = Counter("seen", "of a class")
    limit = 2

    def serve(self):
        HITS.inc()
        return self.limit
