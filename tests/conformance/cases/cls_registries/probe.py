import app
one, two = app.One(), app.Two()


def checks():
    return {
        '__init_subclass__, once': app.Plugin.plugins == [app.One],
        'decorator, once': app.LIST == [app.Two] and app.REG == {'Two': app.Two},
        'new': (one.m(), two.m(), one.size, two.size) == ('two', 'two', 2, 2),
    }
