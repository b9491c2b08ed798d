HOSTS = [
    {"host": "a", "weight": 2, "up": True},
    {"host": "b", "weight": 1, "up": True},
    {"host": "c", "weight": 1, "up": True},
    {"host": "d", "weight": 1, "up": True},
]
PLAYERS = [["ann", 0], ["bob", 0], ["eve", 0]]
ZONES = ({"zone": "x", "load": 0}, {"zone": "y", "load": 0})
NESTED = {"web": [{"job": "tick", "runs": 0}, {"job": "tock", "runs": 0}]}


class Board:
    jobs = [{"name": "sync", "runs": 0}, {"name": "mail", "runs": 0}]
