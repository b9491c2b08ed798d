import gc

import app
import other
from app import load, search

store = app.Store()


def checks():
    gc.collect()
    junk = [(str(n), n, n + 1) for n in range(1000)]
    return {
        "annotations": search.__annotations__ == {"text": bytes, "limit": float, "return": "set"} and len(junk) == 1000,
        "as they were": load.__annotations__ == {"key": int, "return": int} and other.LOADS == load.__annotations__,
        "of a method": app.Store.put.__annotations__ == {"key": bytes, "return": bytes},
        "code": (search(b"x", 1), load(1), store.put(b"")) == ((1, b"x"), 2, "2"),
    }
