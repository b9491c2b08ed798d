def one(): return "new"
def two(): return "new"
def three(): return "new"
