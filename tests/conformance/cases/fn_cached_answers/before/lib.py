RATE = 1


def tax(amount):
    return amount + 1


class Scale:
    factor = 2

    def of(self, amount):
        return amount * 2
