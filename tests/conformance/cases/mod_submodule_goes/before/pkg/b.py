def g():
    return "old"
