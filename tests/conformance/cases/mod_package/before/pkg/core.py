RATE = 1
def price(x): return ("core1", x * RATE)
class Item:
    def m(self): return "item1"
