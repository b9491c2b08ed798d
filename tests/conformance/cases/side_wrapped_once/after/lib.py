def get(x):
    return ["get", x]


def put(x, *more):
    return ["put", x, *more]


class Client:
    def send(self, x):
        return ["send", x]
