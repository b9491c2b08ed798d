LIMIT = 9


def post(x):
    return "fake", x


def put(x):
    return "fake", x
