DEBUG = False
WORDS = {"level": 1}

if DEBUG:
    LEVEL = 10
    trace_log = ["begun"]

    def trace(text):
        trace_log.append(text)
        return len(trace_log)
else:
    LEVEL = 20

if "sessions" not in globals():
    sessions = {}

if DEBUG:
    hits = 0


def count():
    global hits
    hits += 1
    return hits
