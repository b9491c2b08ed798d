import lib


@lib.guarded
def price(item):
    return "two", item


class Shop:
    @lib.guarded
    def sell(self):
        return "two"

    @lib.Counted
    def open(self):
        return "two"


@lib.Counted
def order(item):
    return "two", item
