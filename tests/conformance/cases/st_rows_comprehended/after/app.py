"""Tables of objects that only these can tell the keys of."""


class Plan:
    def __init__(self, code, price):
        self.code, self.price, self.sold = code, price, 0

    def sell(self):
        self.sold += 1
        return self.price

    def report(self):
        return "%s %d" % (self.code, self.sold)


class Rule:
    def __init__(self, *words):
        self.name = words[0]
        self.words = words
        self.hits = []


PLANS = {p.code: p for p in (Plan("free", 0), Plan("basic", 12), Plan("team", 50))}
RULES = {
    rule.name.upper(): rule
    for rule in [
        Rule("spam", "casino", "pills"),
        Rule("ads", "sale"),
        Rule("links", "http"),
    ]
}
