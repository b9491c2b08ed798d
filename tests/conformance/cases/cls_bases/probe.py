import app
from app import Plain, Child
p, c, a = Plain(), Child(), app.Alone()


def checks():
    return {
        'mixin added': p.mixed() == c.mixed() == 'mixed' and isinstance(p, app.Mixin),
        'base removed': not isinstance(a, app.Mixin) and not hasattr(a, 'mixed') and a.a() == 'two',
        'same objects': Plain is app.Plain and type(c) is Child,
        'methods': (p.m(), c.c()) == ('two', 'two'),
    }
