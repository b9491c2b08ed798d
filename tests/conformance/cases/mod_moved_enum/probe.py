"""Enumerations move to another module; their members are the same ones."""
import home
import other
from home import Color, Level, Permission, allowed

red, write, high, names = Color.RED, Permission.WRITE, Level.HIGH, {Color.RED: "red"}


def checks():
    return {
        "member": red is other.Color.RED is home.Color.RED and isinstance(red, other.Color),
        "key": names[other.Color.RED] == "red",
        "flag": allowed(write) == ("new", True) and write is other.Permission.WRITE,
        "combined": home.DEFAULT == other.Permission.BOTH,
        "number": high is other.Level.HIGH and other.Level.HIGH == 2,
        "class": (Color, Permission, Level) == (other.Color, other.Permission, other.Level),
    }
