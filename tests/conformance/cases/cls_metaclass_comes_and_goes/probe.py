"""A class gets a metaclass, loses it or gets another one, and so do the classes below it."""
import app
from app import Below, Exchanges, Gets, Loses, Meta, Plain, Under

class Mine(Gets): pass
class MyPlain(Plain): pass
class MyUnder(Under): pass
loses, plain, gets, below, mine, my_plain, under = Loses(), Plain(), Gets(), Below(), Mine(), MyPlain(), Under()


def checks():
    return {
        "lost": type(Loses) is type and not hasattr(Loses, "greet") and loses.show() == "new",
        "no longer abstract": type(Plain) is type and isinstance(my_plain, Plain) and MyPlain().show() == "new",
        "got": type(Gets) is Meta and Gets.greet() == "new Gets" and gets.show() == "new",
        "below": type(Below) is Meta and Below.greet() == "new Below" and below.show() == "below new",
        "below elsewhere": Mine.greet() == "new Mine" and isinstance(mine, app.Gets),
        "exchanged": type(Exchanges) is app.More and list(Exchanges) == [1, 2] and Exchanges.greet() == "more new Exchanges",
        "and below": 7 in Under and list(MyUnder) == [1, 2] and under.show() == 1,
    }
