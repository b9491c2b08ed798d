import functools
class Api:
    @staticmethod
    def normalize(n):
        return [n]
    @staticmethod
    def check(n):
        return n > 0
    def use(self, n):
        return self.normalize(n)
