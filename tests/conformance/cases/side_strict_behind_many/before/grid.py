class Row:
    def __init__(self, n):
        self.n = n


class Table:
    def __init__(self):
        self.rows = {n: Row(n) for n in range(900)}
        self.named = {}

    def add(self, name, n):
        self.named[name] = self.rows[n]


table = Table()
