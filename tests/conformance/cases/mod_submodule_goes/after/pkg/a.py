def g():
    return "new"
