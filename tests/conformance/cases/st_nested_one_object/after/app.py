"""Containers within containers stay the same objects, with what was put in at run time."""
SITES = {"eu": {"hosts": ["a", "c"], "tags": {"x", "y"}, "weights": {"deep": {"k": 2}}}}
ROWS = [[1, [3]], {"a": [2]}]
LIMITS = {"user": {"max": 2, "names": ["x", "y"]}, "queue": {"jobs": [], "max": 3}}


class Config:
    ROUTES = {"a": {"x": 2}, "b": {"x": 1}, "c": {}}
