"""A class of constants, of which nobody has made an object, becomes an Enum, and the module that uses it is named, too."""
import app, shop
from app import Color, Shirt
from shop import price, colors

s = Shirt()
b = Shirt(Color.BLUE)


def checks():
    n = Shirt("green")
    return {
        "old objects": s.label() == "red shirt (#f00)" and b.label() == "blue shirt (#00f)",
        "new object": n.color is app.Color.GREEN and n.label() == "green shirt (#0f0)",
        "prices": price(Shirt()) == 10 and price(Shirt(Color.BLUE)) == 12,
        "held in other module": colors() == ["red", "blue", "green"] and shop.Color.RED is app.Color.RED,
        "import": Color.RED.value == "red" and Color("red") is app.Color.RED,
        "default": Shirt().color is app.Color.RED,
    }
