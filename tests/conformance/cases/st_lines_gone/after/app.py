import re


def first():
    return 10


def name_of(number):
    return "n%d" % number


CHECKS = []
CHECKS.append(first)
PATTERNS = {}
PATTERNS["id"] = re.compile("[0-9]+")
NAMES = []
NAMES.append(name_of(1))
SIZES = {}
OPTIONS = {"debug": False}
ROUTES = [("/", first)]
LEVELS = set()
LEVELS.add(6)
SEEN = {"a": 1}
