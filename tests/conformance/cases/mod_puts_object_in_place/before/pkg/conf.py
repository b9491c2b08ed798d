import sys


class Config:
    hits = 0

    def level(self):
        self.hits += 1
        return 1


sys.modules[__name__] = Config()
