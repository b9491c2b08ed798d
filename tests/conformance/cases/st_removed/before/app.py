X = 1
def gone(): return "gone"
def stays(): return "one"
