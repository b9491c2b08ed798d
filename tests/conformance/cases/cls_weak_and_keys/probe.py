import app, weakref, gc
p = app.P()
weak, by_class, keys, cls = weakref.ref(p), weakref.WeakKeyDictionary({app.P: 1}), {app.P: "k"}, app.P


def checks():
    return {
        'weak reference': weak() is p and weak().m() == 'two',
        'weak keys': by_class[app.P] == 1,
        'dict keys': keys[app.P] == 'k' and type(p) in (app.P, int),
        'same class': cls is app.P,
    }
