__all__ = ["s1", "s2"]
def s1(): return "s1 two"
def s2(): return "s2"
