def g():
    return "b"
