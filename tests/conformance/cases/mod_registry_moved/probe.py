import app
from app import CHECKS, RULES, Hub

RULES["late"] = len
Hub.handlers["late"] = len


def checks():
    return {
        "what was there and what is new": set(RULES) == {"staff", "internal", "late"} and RULES["internal"]("i-a"),
        "the same dict": app.RULES is RULES and len(RULES) == 3,
        "a list": [f(5) for f in CHECKS] == [True, True] and app.CHECKS is CHECKS,
        "of a class, in its base now": set(Hub.handlers) == {"ping", "late"} and app.Hub is Hub,
    }
