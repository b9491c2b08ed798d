BASE = 4
class Options:
    limit = 5
    half = limit * 2
    table = {"limit": limit}
    both = (half, limit)
    far = BASE + 1
    count = 0
    seen = []
    def f(self): return self.half
