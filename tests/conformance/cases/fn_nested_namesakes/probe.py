import app
a, b = app.first(), app.second()


def checks():
    return {
        'each its own': (a(), b()) == ('first2', 'second2'),
        'new': app.zero()() == 'zero2',
    }
