"""Tables keyed by typing's aliases of a class that has changed, and by frozen dataclasses."""
from typing import Dict, List, Optional

import app
from app import CONVERTERS, TIMEOUTS, Money, Route

TIMEOUTS[Route("GET", "/late")] = 99
app.Limits.table[Route("GET", "/late")] = 98
table = app.Limits.table


def checks():
    return {
        "found by aliases": [CONVERTERS.get(a) for a in (Optional[Money], List[Money], Dict[str, List[Money]])] == ["maybe", "list", "nested"]
        or [app.CONVERTERS.get(a) for a in (Optional[Money], List[Money], Dict[str, List[Money]])] == ["maybe", "list", "nested"],
        "by its own keys": all(key in app.CONVERTERS for key in app.CONVERTERS),
        "by dataclasses": TIMEOUTS == {Route("GET", "/"): 6, Route("POST", "/"): 10, Route("HEAD", "/"): 8, Route("GET", "/late"): 99},
        "the same object": app.TIMEOUTS is TIMEOUTS and app.Limits.table is table,
        "in a class": table == {Route("GET", "/"): 2, Route("PUT", "/"): 3, Route("GET", "/late"): 98},
        "new code": Money(1).text() == "1 c",
    }
