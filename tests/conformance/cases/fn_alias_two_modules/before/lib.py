def a(): return "a"
def b(): return "b"
D = a
