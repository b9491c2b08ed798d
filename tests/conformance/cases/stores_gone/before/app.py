import collections

def handle(x): return ("h1", x)

def other(x): return ("o1", x)

DISPATCH = {}
DISPATCH["x"] = lambda: "x1"
DISPATCH["y"] = lambda: "y1"

PLAIN = {}
PLAIN["a"] = 1
PLAIN["b"] = 2

NAMED = {"z": handle}
NAMED["h"] = handle
NAMED["o"] = other

ORD = collections.OrderedDict()
ORD["p"] = handle
ORD["q"] = handle

ONLY = {}
ONLY["gone"] = 1
NAMES = sorted(ONLY)


def request(url): return url

request.rate = 10
request.legacy = True


class Shape:
    sides = 0

    def area(self): return 1

    def name(self): return "body1"

Shape.color = "red"
Shape.table = {"a": 1}
Shape.sides = 4
Shape.surface = Shape.area
Shape.name = lambda self: "patched"


def stays(): return 1

stays.mark = "m"
