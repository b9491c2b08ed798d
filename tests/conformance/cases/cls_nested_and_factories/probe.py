import app
o = app.Outer()
i, made = o.make(), app.factory(4)()
fixed = app.Fixed()


def checks():
    return {
        'nested': i.m() == 'two' and isinstance(i, app.Outer.Inner),
        'factory': made.m() == ('two', 4) and fixed.m() == ('two', 3),
    }
