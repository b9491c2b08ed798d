import pkg.c


def use():
    import pkg.b
    return pkg.b.g(), pkg.c.g()
