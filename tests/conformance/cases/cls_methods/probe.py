import app
class Sub(app.Thing):
    def who(self): return "sub+" + super().who()
old, sub = app.Thing(), Sub()
old.note = 1
new = lambda: app.Thing()


def checks():
    return {
        'old, new and below': [o.m() for o in (old, new(), sub)] == ['m2'] * 3,
        'super': sub.who() == 'sub+thing2+base2',
        'added, removed': old.added() == 'added' and not hasattr(old, 'gone'),
        'special methods': old() == 'called' and not hasattr(old, '__len__'),
        'class attribute': (old.count, sub.count, app.Thing.count) == (2, 2, 2),
        'property': old.p == 'p2',
        'instance data': old.note == 1,
        'isinstance': isinstance(sub, app.Thing) and isinstance(old, app.Base),
    }
