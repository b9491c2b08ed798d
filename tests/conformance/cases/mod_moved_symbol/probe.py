import app, impl
from app import f
c = app.C()
bound = c.m


def checks():
    return {
        'function': f() == app.f() == ('two', 'impl'),
        'instances': c.m() == bound() == ('two', 'impl'),
        'home': impl.own() == 'own2',
    }
