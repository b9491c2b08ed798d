HOSTS = [
    {"host": "z", "weight": 5, "up": True},
    {"host": "a", "weight": 2, "up": True},
    {"host": "b", "weight": 1, "up": True},
    {"host": "d", "weight": 7, "up": True},
]
PLAYERS = [["eve", 0], ["zoe", 0], ["ann", 0], ["bob", 0]]
ZONES = ({"zone": "w", "load": 0}, {"zone": "x", "load": 0}, {"zone": "y", "load": 0})
NESTED = {"web": [{"job": "first", "runs": 0}, {"job": "tick", "runs": 0}, {"job": "tock", "runs": 0}]}


class Board:
    jobs = [{"name": "gc", "runs": 0}, {"name": "sync", "runs": 0}, {"name": "mail", "runs": 0}]
