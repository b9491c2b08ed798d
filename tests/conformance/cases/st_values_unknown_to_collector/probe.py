"""A timedelta and a Decimal, of which the collector knows neither them nor tuples and dicts with nothing else: holders have the new ones."""
import gc
from datetime import timedelta
from decimal import Decimal

import app
import limits
from app import ROWS, TABLE, Session, until

session, table, inner = Session("a"), {"deep": (1, (app.TTL, 2))}, ROWS[1]
session.used = 3
gc.collect()  # it forgets the tuples and dicts that hold nothing else
NEW = timedelta(minutes=9), Decimal("0.25")


def checks():
    return {
        "defaults": until(0) == NEW and app.until(0) == NEW,
        "instance": session.ttl == NEW[0] and session.used == 3 and Session("b").ttl == NEW[0],
        "dict": TABLE == {"ttl": NEW[0], "size": 3},
        "tuples": ROWS == [("a", NEW[0]), ("b", ("c", NEW[1]))] and table == {"deep": (1, (NEW[0], 2))},
        "names": (app.TTL, app.RATE, limits.TTL, limits.RATE) == NEW * 2,
    }
