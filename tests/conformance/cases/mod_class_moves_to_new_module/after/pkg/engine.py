class Engine:
    def __init__(self, name, fast=False):
        self.name = name
        self.fast = fast

    def run(self):
        return ("fast " if self.fast else "slow ") + self.name
