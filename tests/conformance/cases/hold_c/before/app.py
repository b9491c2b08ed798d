def f(*args): return "two"[:0] + "one"
class Key:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
