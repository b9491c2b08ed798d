LEVEL = 1


def dumps(x):
    return "own", x
