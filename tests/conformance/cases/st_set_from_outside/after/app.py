"""Placeholders that another module fills in, and names that it adds, stay as it set them."""
database = None
on_error = None
CONFIG = {"url": "development", "size": None}
HOOKS = {print}


def configure(**values):
    CONFIG.update(values)


def send():
    return "new"


def f():
    return "new", send(), database
