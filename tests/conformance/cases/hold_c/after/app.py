def f(*args): return "two"[:0] + "two"
class Key:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v > o.v
