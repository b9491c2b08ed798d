RATE = 3
def tax(): return RATE
def price(x): return ("core2", x * RATE)
class Item:
    def m(self): return "item2"
