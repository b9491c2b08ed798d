DOUBLE = lambda n: n
SINGLE = lambda n, k=1: n + k
