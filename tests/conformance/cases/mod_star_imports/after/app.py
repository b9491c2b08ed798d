from flat import *
def use(): return f()
