def __getattr__(name):
    if name == "lazy": return "two"
    raise AttributeError(name)
