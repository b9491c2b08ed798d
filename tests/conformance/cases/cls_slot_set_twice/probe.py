def attempt(f):
    try: return f()
    except Exception as e: return "%s: %s" % (type(e).__name__, e)

import app
from app import Request
old = Request("/a"); app.PENDING.append(old)
def checks():
    return {
        "new": attempt(lambda: Request("/b?x=1").query) == "x=1" and attempt(lambda: Request("/b").query) is None,
        "old": old.line() == "GET /a HTTP/1.1" and old in app.PENDING,
        "isinstance": isinstance(old, Request),
    }
