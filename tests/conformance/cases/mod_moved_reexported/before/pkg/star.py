__all__ = ["s1"]
def s1(): return "s1 one"

