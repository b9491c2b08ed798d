import sys

import app


def checks():
    return {"new": "/tmp/fresh_b" in sys.path, "old": "/tmp/fresh_a" not in sys.path}
