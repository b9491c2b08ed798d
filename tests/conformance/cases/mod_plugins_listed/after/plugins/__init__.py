import importlib

HOOKS = {}
INSTALLED = ["audit", "emoji"]
for _name in INSTALLED:
    importlib.import_module("plugins." + _name)
