"""What a name of a class leads to is said by its own line, whatever becomes of the object that it had."""
import typing

import app

codec = app.Codec()
to_text, to_bytes = app.to_text, app.to_bytes


def checks():
    return {
        "methods": codec.text() == "own text" and codec.raw() == "own raw",
        "functions": to_text(1) == "1" and to_bytes(1) == b"1" and app.to_text is to_text,
        "member": app.State.OPEN is app.State["OPEN"] and app.State.OPEN == 2 and app.State.OPEN.name == "OPEN",
        "the other": app.State.NEW == 1 and app.INITIAL is app.State.NEW,
        "annotations": typing.get_type_hints(app) == {"MAX_RETRIES": int, "LIMIT": int},
    }
