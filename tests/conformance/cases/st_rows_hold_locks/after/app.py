import threading
from collections import Counter, deque

LANES = [
    {"name": "bulk", "lock": threading.Lock(), "waiting": deque()},
    {"name": "fast", "lock": threading.Lock(), "waiting": deque()},
    {"name": "slow", "lock": threading.Lock(), "waiting": deque()},
]
STAGES = [
    ["fetch", threading.Lock(), Counter(), 1],
    ["parse", threading.Lock(), Counter(), 1],
    ["build", threading.Lock(), Counter(), 2],
]
ACCOUNTS = (("cash", threading.Lock(), []), ("checking", threading.Lock(), []), ("savings", threading.Lock(), []))
SITES = {"north": [{"host": "n0", "lock": threading.Lock(), "sent": []}, {"host": "n1", "lock": threading.Lock(), "sent": []}]}


def put(name, item):
    for lane in LANES:
        if lane["name"] == name:
            with lane["lock"]:
                lane["waiting"].append(item)
