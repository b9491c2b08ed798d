from multi import multi


@multi
def show(value: int):
    return "int %d" % value


@multi
def show(value: str):
    return "text " + value


@multi
def show(value: bytes):
    return "bytes %d" % len(value)
