def fee(amount):
    return 5 + amount // 100
