import re


def first():
    return 1


def second():
    return 2


def name_of(number):
    return "n%d" % number


CHECKS = []
CHECKS.append(first)
CHECKS.append(second)
PATTERNS = {}
PATTERNS["id"] = re.compile("[0-9]+")
PATTERNS["name"] = re.compile("[a-z]+")
NAMES = []
NAMES.append(name_of(1))
NAMES.append(name_of(2))
SIZES = {}
for letter in "ab":
    SIZES[letter] = 1
OPTIONS = {"debug": False}
OPTIONS.update(trace=True, level=2)
ROUTES = [("/", first)]
ROUTES += [("/second", second)]
LEVELS = set()
if len(CHECKS) > 1:
    LEVELS.add(5)
LEVELS.add(6)
SEEN = {"a": 1}
try:
    SEEN.pop("b")
except KeyError:
    SEEN["missing"] = 2
