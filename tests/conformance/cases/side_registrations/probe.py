import app, bus


def checks():
    return {
        'once, running new code': [f() for f in bus.handlers] == ['two'],
        'strict': {k: f() for k, f in bus.strict.items()} == {'metric': 'two', 'decorated': 'two', 'added': 'two'},
        'not run again': app.started == [1],
    }
