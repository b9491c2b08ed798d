from rates import rate


def show(cents, currency):
    return cents * rate(currency) // 100
