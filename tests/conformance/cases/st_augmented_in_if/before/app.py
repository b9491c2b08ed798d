import os

HANDLERS = ["log"]
if os.sep == "/":
    HANDLERS += ["posix"]


def handlers():
    return HANDLERS
