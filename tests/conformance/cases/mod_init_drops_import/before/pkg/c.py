def g():
    return "old c"
