import typing

import app
from app import remove, settings


def checks():
    return {
        "what the decorator has read": remove.help == "Removes it for good.",
        "one command": app.remove is remove is app.COMMANDS["remove"],
        "docstring of a cached one": settings.__doc__ == "Of a, or of another one.",
        "its annotations": typing.get_type_hints(settings) == {"name": bytes, "return": bytes},
    }
