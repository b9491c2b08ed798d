import itertools
import threading
from collections import Counter, OrderedDict, defaultdict, deque
from types import SimpleNamespace

SHARDS = ["eu", "us"]
LOCKS = {shard: threading.Lock() for shard in SHARDS}
STRIPES = [threading.RLock() for _ in range(2)]
RECENT = {"a": deque(maxlen=5), "b": deque(maxlen=5)}
ERRORS = {kind: Counter() for kind in ("get", "put")}
BY_USER = {"staff": defaultdict(int)}
ORDER = {shard: OrderedDict() for shard in SHARDS}
TICKETS = {shard: itertools.count(1) for shard in SHARDS}
STATUS = {shard: SimpleNamespace(up=True, load=0, alerts=[]) for shard in SHARDS}
PROGRESS = {"phase": "idle", "errors": deque(), "lock": threading.Lock()}
ROUTES = defaultdict(list, a=["first"])
DEVICES = {"lamp": {"state": "off", "limit": 10}, "fan": {"state": "off", "limit": 20}}
NODES = [{"id": "n1", "role": "leader", "up": True}, {"id": "n2", "role": "follower", "up": True}]
BY_ID = {node["id"]: node for node in NODES}
LIMIT = 3


class Account:
    count = 0
    rate = 5

    def __init__(self):
        Account.count += 1


HOUSE, ESCROW = Account(), Account()


def seen(name, state):
    device = DEVICES[name]
    device.update(state=state)
    RECENT["a"].append(name)
    ERRORS["get"][name] += 1
    BY_USER["staff"][name] += 1
    ORDER["eu"][name] = state
    STATUS["us"].load = 7
    STATUS["us"].alerts.append(name)
    PROGRESS["errors"].append(name)
    ROUTES["a"].append(name)
    return next(TICKETS["eu"])


def label():
    return "a"
