"""Tables by comprehensions over an Enum, with methods of parts of its values: a member comes."""
import app
from app import ICON, NAMES, BY_VALUE, Kind


def checks():
    E = getattr(Kind, "EPIC", None)
    return {"icon": ICON.get(E) == "E", "names": NAMES == ["BUG", "TASK", "EPIC"], "val": BY_VALUE.get("epic") is E is not None, "choices": len(app.CHOICES) == 3}
