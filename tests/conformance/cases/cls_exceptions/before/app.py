class Lost(Exception):
    def __str__(self): return "one"
def fail(): raise Lost()
