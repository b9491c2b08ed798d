"""A class gets values for the objects of earlier releases, and __init__ sets others."""
import app
from app import describe, login
from session import Session, store
ann = login("ann")


def checks():
    bob = login("bob")
    return {
        "new session": describe(bob) == "bob@web:in" and bob.valid("token-bob") and not bob.valid("x"),
        "old session is a legacy one": describe(ann) == "ann@legacy:in" and ann.valid("whatever"),
        "nothing was written into it": set(vars(ann)) == {"user", "data"},
        "kept": store.get("ann") is ann and isinstance(ann, Session),
    }
