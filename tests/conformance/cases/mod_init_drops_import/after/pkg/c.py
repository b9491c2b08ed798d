def g():
    return "new c"
