from collections import Counter, OrderedDict, defaultdict, deque
from types import SimpleNamespace

stats = Counter(requests=0, errors=0)
per_user = defaultdict(list, {"system": ["boot"]})
recent = deque(["-- start --"], maxlen=100)
order = OrderedDict(motd="hello")
context = SimpleNamespace(db=None, user="nobody")


class Client:
    api_key = None
    base = "http://localhost"


def version():
    return 1
