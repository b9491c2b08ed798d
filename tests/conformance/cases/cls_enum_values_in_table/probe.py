"""Members take the values that others have had, and a table in a class is keyed by them."""
import app
from app import Code, Reply

r = Reply(Code.FAIL)


def checks():
    return {"old": r.text() == "failed", "new": [Reply(c).text() for c in Code] == ["fine", "partly", "failed"]}
