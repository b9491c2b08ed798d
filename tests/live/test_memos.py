"""Answers that functions keep themselves: nothing goes, and nothing stale is kept in silence."""

APP = """
import functools
RATES = {"EUR": 1.0}
CACHE, SEEN, COUNTS = {}, {}, {}
INDEX = None
def compute(x):
    return x * 2
def get(x):
    if x not in CACHE:
        CACHE[x] = compute(x)
    return CACHE[x]
def index():
    global INDEX
    if INDEX is None:
        INDEX = [compute(r) for r in RATES]
    return INDEX
def see(x):
    SEEN[x] = compute(x)
def count(x):
    COUNTS[x] = COUNTS.get(x, 0) + compute(1)
TOTAL, BY_NAME, MADE = 0, {}, {}
def enter(name):
    global TOTAL
    if name in BY_NAME:
        raise ValueError(name)
    TOTAL += compute(1)
    BY_NAME[name] = TOTAL
def make(name):
    if name not in MADE:
        MADE[name] = (compute(1), compute)
    return MADE[name]
def memo(f):
    kept = {}
    @functools.wraps(f)
    def wrapper(*a):
        if a not in kept:
            kept[a] = f(*a)
        return kept[a]
    return wrapper
@memo
def asked(x):
    return compute(x) + 1
@memo
def untouched(x):
    return x
class Table:
    _kept = {}
    _all = None
    @classmethod
    def all(cls):
        if cls._all is None:
            cls._all = {v: k for k, v in RATES.items()}
        return cls._all
    def row(self, x):
        try:
            return self._kept[x]
        except KeyError:
            self._kept[x] = compute(x)
            return self._kept[x]
class Rates:
    def __init__(self):
        self._asked, self._log = {}, {}
    def rate(self, x):
        self._log[x] = compute(x)
        if x not in self._asked:
            self._asked[x] = compute(x)
        return self._asked[x]
class Slotted(Rates):
    __slots__ = ("_asked", "_log")
RATE, OTHER, EMPTY = Rates(), Slotted(), Rates()
"""
USE = "app.get(1), app.get(2), app.index(), app.see(3), app.count(4), app.asked(5), app.untouched(6), app.Table.all(), app.Table().row(7), app.enter('a'), len(app.make('b')), app.RATE.rate(1), app.OTHER.rate(1)"


def notes(run):
    return sorted((note["name"], note["detail"].split(" computed")[0]) for note in run.doc["notes"] if "old code" in note["detail"])


def test_answers_that_functions_keep_are_named(t):
    p = t.target({"app.py": APP}, "import app\n")
    p.write("app.py", APP.replace("x * 2", "x * 3"))
    assert notes(p.reload("app")) == []
    p.expect(USE, (3, 6, ["EUREUREUR"], None, None, 16, 6, {1.0: "EUR"}, 21, None, 2, 3, 3))
    p.write("app.py", APP.replace('"EUR": 1.0', '"EUR": 1.5').replace("x * 2", "x * 4"))
    told = notes(p.reload("app"))
    assert told == [("Rates", "2 instances keep values in `_asked` that old code has"), ("Table.all", "what it has kept as `_all` was"), ("Table.row", "1 value that it has kept in `_kept` was"),
                    ("get", "2 values that it has kept in `CACHE` were"),
                    ("index", "what it has kept as `INDEX` was")], told
    p.expect("app.get(1), app.get(3), app.COUNTS, app.SEEN", (3, 12, {4: 3}, {3: 9}))
    # What a wrapper keeps is what lru_cache would.
    p.expect("app.asked(5), app.untouched(6)", (21, 6))


OWN = """
TAX = 2
CACHE, REG = {}, {}
def get(x):
    if x in CACHE:
        return CACHE[x]
    value = x * TAX
    CACHE[x] = value
    return value
def register(key, value):
    if key in REG:
        raise ValueError(key)
    REG[key] = value
class Doc:
    def __init__(self, text):
        self.text, self._lines, self._conn = text, {}, None
        self._words = None
    def words(self):
        if self._words is None:
            self._words = len(self.text.split())
        return self._words
    def upper(self):
        if not hasattr(self, "_upper"):
            self._upper = self.text.upper()
        return self._upper
    def line(self, n):
        found = self._lines.get(n)
        if found is None:
            found = self.text[:n]
            self._lines[n] = found
        return found
    def conn(self):
        if self._conn is None:
            self._conn = object()
        return self._conn
DOC, NEW = Doc("a b"), Doc("")
"""


def test_answers_that_the_function_itself_computes_otherwise_are_named(t):
    p = t.target({"app.py": OWN}, "import app\n")
    p.expect("app.get(1), app.register(2, 3), app.DOC.words(), app.DOC.upper(), app.DOC.line(1), app.DOC.conn() is None", (2, None, 2, "A B", "a", False))
    p.write("app.py", OWN.replace("key in REG", "key and key in REG").replace("words(self):", "words(self):\n        n = 1"))
    assert notes(p.reload("app")) == []
    p.write("app.py", OWN.replace("x * TAX", "x * TAX + 1").replace(".split()", ".split(',')").replace(".upper()\n", ".upper() + '!'\n")
            .replace("self.text[:n]", "self.text[n:]").replace("object()", "[object()]"))
    told = notes(p.reload("app"))
    assert told == [("Doc", "1 instance keeps values in `%s` that old code has" % name) for name in ("_lines", "_upper", "_words")] + [
        ("get", "1 value that it has kept in `CACHE` was")], told


def test_answers_that_the_module_drops_are_not(t):
    p = t.target({"app.py": APP}, "import app\n")
    p.expect("app.get(1), app.index()", (2, ["EUREUR"]))
    p.write("app.py", APP.replace("x * 2", "x * 3") + "def __reload__(old):\n    global CACHE, INDEX\n    CACHE, INDEX = {}, None\n")
    assert notes(p.reload("app")) == []
    p.expect("app.get(1), app.index()", (3, ["EUREUREUR"]))
