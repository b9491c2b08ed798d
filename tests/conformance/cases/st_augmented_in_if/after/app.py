import os

HANDLERS = ["log"]
if os.sep == "/":
    HANDLERS += ["posix", "signal"]


def handlers():
    return HANDLERS
