class Tank:
    def __init__(self, level):
        self.level = level
    def fill(self, n):
        self.level += n
