"""Tables of objects that only these can tell the keys of."""


class Plan:
    def __init__(self, code, price):
        self.code, self.price, self.sold = code, price, 0

    def sell(self):
        self.sold += 1
        return self.price


class Rule:
    def __init__(self, *words):
        self.name = words[0]
        self.words = words
        self.hits = []


PLANS = {p.code: p for p in (Plan("basic", 10), Plan("team", 50), Plan("old", 5))}
RULES = {
    rule.name.upper(): rule
    for rule in [
        Rule("spam", "casino"),
        Rule("ads", "sale"),
    ]
}
