import pkg.b


def use():
    return pkg.b.g()
