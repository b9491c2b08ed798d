LIMIT = 4


def double(x):
    return x * 3


class Base:
    port = 443


class Server(Base):
    pass


ONE = (lambda: LIMIT)()
TWO = (lambda y: double(y))(1)
THREE = sorted([1, 5, 2], key=lambda n: abs(n - LIMIT))
PORT = Server().port
