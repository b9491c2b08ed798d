import importlib

HOOKS = {}
INSTALLED = ["audit"]
for _name in INSTALLED:
    importlib.import_module("plugins." + _name)
