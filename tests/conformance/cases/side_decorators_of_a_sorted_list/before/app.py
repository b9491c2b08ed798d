from desk import handles


@handles("in")
def sort():
    return "sort"


@handles("in")
@handles("out")
def stamp():
    return "stamp"


@handles("out", rank=1)
def weigh():
    return "weigh"


@handles("out", rank=2)
def seal():
    return "seal"
