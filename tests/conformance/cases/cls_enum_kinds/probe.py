import app
from app import Planet, Color, Level, Code, Perm
e, red, green, low, b, rw = Planet.EARTH, Color.RED, Color.GREEN, Level.LOW, Code.B, Perm.R | Perm.W
by = {red: 1, green: 2, low: 3, e: 4}
def checks():
    r = {"init": e is app.Planet.EARTH and e.mass == 6 and e.g == 16 and Planet.VENUS.g == 8, "auto": green.value == 3 and Color(2) is Color.PINK and Color(3) is green,
            "alias": Color.CRIMSON is green and list(Color) == [red, Color.PINK, green], "str": Level.parse(" high ") is Level.HIGH and low == "LOW" and Level("LOW") is low,
            "new": Code.B.label == "BB" and Code.A.label == "A" and Code(2) is b, "flag": rw is app.Perm.RW and rw.desc() == "p2" and (rw | Perm.X) == 7 and Perm(7).desc() == "p2",
            "missing": app.Miss(7) is app.Miss.ONE, "keys": by[Color.RED] == 1 and by[Planet.EARTH] == 4}
    return r
