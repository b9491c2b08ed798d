SINGLE = lambda n: n
