def get(x):
    return "real", x
