def g():
    return "old a"
