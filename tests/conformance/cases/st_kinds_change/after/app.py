"""Names that mean another kind of thing now, for all who imported them."""
def TIMEOUT():
    return 5


limit = 7


Config = {"x": 1}


class TABLE:
    a = 1


make = None
