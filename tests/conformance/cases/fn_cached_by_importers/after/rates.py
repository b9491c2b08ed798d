VAT = 20


def vat(amount):
    return amount * VAT


def fee():
    return 2
