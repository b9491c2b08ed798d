import sys


def cmd_start():
    return "new"


def cmd_pause():
    return "pause"


class Csv:
    suffix = "csv"


class Toml:
    suffix = "toml"


COMMANDS = {name[4:]: f for name, f in list(globals().items()) if name.startswith("cmd_")}
KINDS = {name: value for name, value in list(vars().items()) if name.istitle()}
__all__ = [name for name in dir() if not name.startswith("_") and name != "sys"]
WORDS = ["one", "three"]
UPPER = [word.upper() for word in WORDS]
