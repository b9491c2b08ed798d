"""The value of an IntEnum member changes: dicts and sets of the module find their entries by it."""
import app
from app import MSG, RETRY, Code

mine = {Code.GONE: "mine"}


def checks():
    return {
        "set": Code.GONE in RETRY,
        "dict": MSG == {200: "fine", 410: "gone"} and MSG[Code.GONE] == "gone",
        "of another module": mine[Code.GONE] == "mine",
        "one object": app.MSG is MSG,
    }
