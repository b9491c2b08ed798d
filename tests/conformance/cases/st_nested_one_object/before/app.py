"""Containers within containers stay the same objects, with what was put in at run time."""
SITES = {"eu": {"hosts": ["a"], "tags": {"x"}, "weights": {"deep": {"k": 1}}}}
ROWS = [[1, [2]], {"a": [1]}]
LIMITS = {"user": {"max": 1, "names": ["x"]}, "queue": {"jobs": []}}


class Config:
    ROUTES = {"a": {"x": 1}, "b": {"x": 1}}
