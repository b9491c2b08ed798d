def load(x):
    return x * 3


load.retries = 3
