import app, user
from app import PAIR, DOUBLE
table = app.TABLE


def checks():
    return {
        'in the module': app.f() == (5, 'two') and app.PAIR == (2, 'two'),
        'from-imports': user.get()[:2] == (5, 'two') and PAIR == (2, 'two'),
        'containers stay one': table is app.TABLE and user.TABLE is table and table == {'a': 2, 'b': 3},
        'equal values elsewhere are left alone': user.get()[3:] == (1, 1),
        'derived': app.DOUBLE == 10 and DOUBLE == 10,
    }
