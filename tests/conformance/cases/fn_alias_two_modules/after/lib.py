def a(): return "a"
def b(): return "b"
D = b
