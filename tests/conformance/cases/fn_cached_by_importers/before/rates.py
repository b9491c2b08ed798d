VAT = 19


def vat(amount):
    return amount * VAT


def fee():
    return 1
