import app, collections, ctypes, itertools, signal, sqlite3
db = sqlite3.connect(":memory:", check_same_thread=False)
db.create_function("f", 0, app.f)
default = collections.defaultdict(app.f)
callback = ctypes.CFUNCTYPE(ctypes.py_object)(app.f)
signal.signal(signal.SIGUSR2, app.f)
mapped = map(app.f, itertools.count())


def checks():
    return {
        'sqlite3': db.execute('select f()').fetchone() == ('two',),
        'defaultdict': default['x'] == 'two',
        'ctypes': callback() == 'two',
        'signal': signal.getsignal(signal.SIGUSR2)() == 'two',
        'map': next(mapped) == 'two',
        'sort keys': sorted([1, 3, 2], key=app.Key) == [3, 2, 1],
    }
