import app
from app import square, cube, twice, LIMITS
square(3)


def checks():
    return {
        "module": app.square(3) == 10 and app.square(4) == 17,
        "held": square(3) == 10 and square(4) == 17,
        "one": app.square is square,
        "cube": cube(1) == 2 and app.cube is cube and twice() == 9 and app.twice() == 9,
        "limits": app.LIMITS == {"a": 2} and LIMITS == {"a": 2},
    }

