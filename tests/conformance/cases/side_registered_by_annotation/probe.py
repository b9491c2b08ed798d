"""A handler comes in front of one of the same name; the decorator registers them by their annotations."""
from app import HANDLERS, Created, Deleted


def checks():
    return {"new": Deleted in HANDLERS and HANDLERS[Deleted](0) == "deleted2", "old": HANDLERS[Created](0) in ("created1", "created2"), "n": len(HANDLERS) == 2}
