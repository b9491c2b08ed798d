LEVEL = 2


def dumps(x):
    return "fast", x
