import app
from app import DISPATCH, PLAIN, NAMED, ORD, ONLY, request, Shape, stays
PLAIN["mine"] = 9
DISPATCH["mine"] = len
NAMED["mine"] = len
ORD["mine"] = len
s = Shape()
request.hits = 3

def checks():
    return {
        'dispatch': sorted(app.DISPATCH) == ["mine", "w", "x"] and DISPATCH is app.DISPATCH and DISPATCH["x"]() == "x2",
        'plain': PLAIN == {"a": 1, "c": 3, "mine": 9} and PLAIN is app.PLAIN,
        'named': sorted(NAMED) == ["h", "mine", "z"] and NAMED["h"](1) == ("h2", 1),
        'ordered': list(ORD) == ["p", "mine"] and ORD is app.ORD,
        'only': ONLY == {} and app.NAMES == [],
        'function': request("a") == "a1" and request.rate == 20 and not hasattr(request, "legacy") and request.hits == 3,
        'class': s.area() == 2 and not hasattr(Shape, "color") and not hasattr(s, "table"),
        'covered': Shape.sides == s.sides == 0 and s.name() == "body2",
        'alias': not hasattr(Shape, "surface"),
        'untouched function': not hasattr(stays, "mark"),
    }
