def one(): return "old"
def two(): return "old"
