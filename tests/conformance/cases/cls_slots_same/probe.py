import app, gc
p, i = app.P(), app.Id(4)
gc.freeze()
gc.disable()


def checks():
    return {
        'slots': p.m() == 'two',
        'not tracked': i.m() == 'two' and i == 4,
        'gc as it was': not gc.isenabled(),
    }
