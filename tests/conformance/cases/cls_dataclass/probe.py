import app
p, f = app.P(5), app.F(6)


def checks():
    return {
        'method': (p.m(), f.m()) == ('two', 'two'),
        'field added': app.P(1).y == [] and repr(app.P(2)) == 'P(x=2, y=[])',
        'old object': p.x == 5 and isinstance(p, app.P),
        'frozen, hashed': hash(f) == hash(app.F(6)) and f == app.F(6),
    }
