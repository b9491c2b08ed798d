"""Objects that register themselves as they are made: unchanged ones are kept, changed ones made anew."""
import metrics

HITS = metrics.Counter("hits", "All requests")
ERRORS = metrics.Counter("errors", "Failed requests")


def handle():
    HITS.count += 1
    return "old"
