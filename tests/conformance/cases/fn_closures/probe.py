import app
kept, other = app.outer(7), app.changed(1, 2)


def checks():
    return {
        'captured value, new code': kept() == ('two', 7),
        'changed variables: right old or new answer': other() in (('one', 1), ('two', 2)),
        'new closure': app.changed(1, 2)() == ('two', 2),
    }
