import collections

def handle(x): return ("h2", x)

def other(x): return ("o2", x)

DISPATCH = {}
DISPATCH["x"] = lambda: "x2"
DISPATCH["w"] = lambda: "w2"

PLAIN = {}
PLAIN["a"] = 1
PLAIN["c"] = 3

NAMED = {"z": handle}
NAMED["h"] = handle

ORD = collections.OrderedDict()
ORD["p"] = handle

ONLY = {}
NAMES = sorted(ONLY)


def request(url, n=1): return url + str(n)

request.rate = 20


class Shape:
    sides = 0

    def area(self): return 2

    def name(self): return "body2"



def stays(): return 1

