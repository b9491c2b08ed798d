import prices
prices.show(100, "usd")


def checks():
    return {"no old answer": prices.show(100, "usd") == 120, "other": prices.show(100, "eur") == 100}
