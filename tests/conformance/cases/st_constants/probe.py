import app, user
from app import PAIR, DOUBLE
table = app.TABLE


def checks():
    return {
        'in the module': app.f() == (5, 'two') and app.PAIR == (2, 'two'),
        'from-imports': user.get()[:2] == (5, 'two') and PAIR == (2, 'two'),
        'containers stay one': table is app.TABLE and user.TABLE is table and table == {'a': 2, 'b': 3},
        'equal values elsewhere are left alone': user.get()[3:] == (1, 1),
        'imported in a class body': user.Limits.most == 5 and user.Limits.other == 1,
        'imported by a function that binds the global name': user.LATE == 5 and user.late() == 'two',
        'derived': app.DOUBLE == 10 and DOUBLE == 10,
    }
