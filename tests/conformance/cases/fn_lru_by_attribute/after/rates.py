def fee(amount):
    return 7 + amount // 50
