"""Methods that functools has made: dispatching, partial, cached."""
from app import More, Other, Same

class Below(Same): pass
class BelowOther(Other): pass
same, below, more, other = Same(), Below(), More(), Other()
show, cached, of = same.show, other.cached, Other.of
More.show.register(float, lambda self, x: "foreign")
Same.show.register(float, lambda self, x: "foreign")
same.show(1), more.show(1), more.show(""), other.cached(1), Other.of(), BelowOther.of()


def checks():
    return {
        "default": same.show(None) == show(None) == below.show(None) == more.show(None) == "new any",
        "type": same.show(1) == show(1) == below.show(True) == more.show(1) == "new int",
        "new type": more.show("x") == More().show("x") == "new str",
        "of others": more.show(1.5) == More().show(1.5) == same.show(1.5) == "foreign",
        "partial method": other.twice() == ("new", 6),
        "cached": other.cached(1) == cached(1) == ("new", 1),
        "cached class method": Other.of() == of() == ("new", "Other") and BelowOther.of() == ("new", "BelowOther"),
    }
