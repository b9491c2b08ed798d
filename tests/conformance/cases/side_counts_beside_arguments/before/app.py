from breaker import Breaker
@Breaker("users", threshold=2)
def fetch(n):
    if n < 0: raise ValueError(n)
    return n
