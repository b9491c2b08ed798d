import sys


def cmd_start():
    return "old"


def cmd_stop():
    return "stop"


class Csv:
    suffix = "csv"


COMMANDS = {name[4:]: f for name, f in list(globals().items()) if name.startswith("cmd_")}
KINDS = {name: value for name, value in list(vars().items()) if name.istitle()}
__all__ = [name for name in dir() if not name.startswith("_") and name != "sys"]
WORDS = ["one", "two"]
UPPER = [word.upper() for word in WORDS]
