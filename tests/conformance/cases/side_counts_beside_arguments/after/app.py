from breaker import Breaker
@Breaker("users", threshold=4)
def fetch(n):
    if n < 0: raise ValueError(n)
    return n
