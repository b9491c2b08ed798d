class Doc:
    def __init__(self, text):
        self.text = text

    def load(self):
        pass


class Feed:
    def __init__(self, n):
        self.n = n
        self.refresh()

    def refresh(self):
        self.n += 1
