"""Members take the values that others have had: what the process has in sets and dicts of them stays theirs."""
import app
from app import P, Board
b = Board()
b.add("low", P.LOW), b.add("mid", P.MID), b.add("high", P.HIGH)
pairs = [(P.MID, "mid"), (P.HIGH, "high")]


def checks():
    return {
        "columns": {p.name: v for p, v in b.columns.items()} == {"LOW": ["low"], "MID": ["mid"], "HIGH": ["high"]},
        "lookup": b.columns[P.HIGH] == ["high"] and b.columns[P.MID] == ["mid"] and b.columns.get(P.__members__.get("NORMAL")) is None,
        "open": P.MID in b.open and P.HIGH in b.open and len(b.open) == 3 and 2 not in b.open,
        "list": all(p.name.lower() == n for p, n in pairs) and pairs[1][0] is P.HIGH,
    }
