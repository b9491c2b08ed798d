def g():
    return "new a"
