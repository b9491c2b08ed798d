from app import RULES, between, matches

FIELDS = [("age", RULES["age"]), ("zip", RULES["zip"]), ("score", between(1, 10)), ("code", matches("[a-z]+"))]


def errors(data):
    return [name for name, rule in FIELDS if name in data and not rule(data[name])]
