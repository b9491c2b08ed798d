import bus


def gross(p, q):
    return p * q


def setup(reg):
    reg.append(lambda o: o.price / o.qty)
    reg.append(lambda o: o.price % o.qty)


RULES = {"gross": gross, "avg": lambda p, q: p / q, "rest": lambda p, q: p % q}
