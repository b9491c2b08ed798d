import app
import registry
from registry import ALIASES, COMMANDS, PATHS, PERMISSIONS, SUFFIXES, TAGS


def checks():
    return {"commands": COMMANDS == {"ls": app.ls, "drop": app.drop, "add": app.add}, "aliases": ALIASES == {"list": "ls"},
            "permissions": PERMISSIONS == {"add": "admin"}, "paths": PATHS == {"info": "/about"},
            "tags": {k: v for k, v in TAGS.items() if v} == {"a": ["f"], "b": ["g"], "c": ["f"]},
            "suffixes": SUFFIXES == {".tsv": "csv"}}
