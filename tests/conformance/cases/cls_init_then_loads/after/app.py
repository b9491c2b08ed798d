class Doc:
    def __init__(self, text):
        self.text = text
        self.state = "new"
        self.load()

    def load(self):
        self.state = "ready"


class Feed:
    def __init__(self, n):
        self.n = n
        self.errors = 0
        self.refresh()

    def refresh(self):
        self.n += 1
        if self.n < 0:
            self.errors += 1
