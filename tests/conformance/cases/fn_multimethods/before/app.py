from multi import multi


@multi
def show(value: int):
    return "int %d" % value


@multi
def show(value: str):
    return "str " + value
