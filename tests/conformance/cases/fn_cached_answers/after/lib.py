RATE = 3


def tax(amount):
    return amount + 3


class Scale:
    factor = 5

    def of(self, amount):
        return amount * 5
