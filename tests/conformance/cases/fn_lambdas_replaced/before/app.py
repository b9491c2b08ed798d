import bus


def setup(reg):
    reg.append(lambda o: o.price * o.qty)
    reg.append(lambda o: o.price // o.qty)


RULES = {"gross": lambda p, q: p * q, "avg": lambda p, q: p // q}
