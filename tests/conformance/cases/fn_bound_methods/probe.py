import app, weakref
o = app.C(5)
bound, c, s, weak = o.m, app.C.c, app.C.s, weakref.WeakMethod(o.m)


def checks():
    return {
        'bound': bound() == ('two', 5) and bound.__self__ is o,
        'class method': c() == ('two', 'C'),
        'static method': s() == 'two',
        'weak': weak()() == ('two', 5),
    }
