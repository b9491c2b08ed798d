import app, copy, pickle
p, n, t = app.P(), app.N(1), app.T(1, 2)
old = pickle.dumps([p, n, t])


def checks():
    return {
        'pickles made before': [type(o) for o in pickle.loads(old)] == [app.P, app.N, app.T] and pickle.loads(old)[0].m() == 'two',
        'pickle old objects': pickle.loads(pickle.dumps(n)).m() == 'two',
        'copy': copy.deepcopy(p).m() == 'two',
        'tuples': n.m() == 'two' and isinstance(n, app.N),
    }
