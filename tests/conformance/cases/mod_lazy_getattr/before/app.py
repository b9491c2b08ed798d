def __getattr__(name):
    if name == "lazy": return "one"
    raise AttributeError(name)
