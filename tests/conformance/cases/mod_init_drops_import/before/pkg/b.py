def g():
    return "old b"
