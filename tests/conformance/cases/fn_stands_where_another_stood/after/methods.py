class B:
    def go(self, n): return n
class A:
    def go(self, n, m=1): return n + m
