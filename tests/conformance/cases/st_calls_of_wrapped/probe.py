"""Unchanged lines call what decorators and factories have made, of which the wrapper or what is within is another now."""
import app

limit, double, square = app.limit, app.double, app.square
app.hits()
square(3)


def checks():
    return {
        "wraps": app.SIZE == 20 and app.limit is limit and limit() == 20,
        "plain": app.MOST == 20,
        "both": app.BOTH == 40,
        "with arguments": app.THREE == 4,
        "within": app.BASE == 7,
        "made": app.DOUBLE == 9 and app.double is double and double(5) == 11,
        "counts on": app.hits() > (2, 1),
        "forgets what the old one has answered": square(3) == 27 and square(2) == 8,
    }
