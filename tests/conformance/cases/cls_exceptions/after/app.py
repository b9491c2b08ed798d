class Lost(Exception):
    def __str__(self): return "two"
def fail(): raise Lost('x')
