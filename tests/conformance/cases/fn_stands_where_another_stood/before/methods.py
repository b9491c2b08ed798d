class A:
    def go(self, n): return n
