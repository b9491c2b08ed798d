def twice(x):
    return x * 20


OPS = {"inc": lambda x: x + 10}
MORE = {"twice": twice, "half": lambda x: x / 20}
