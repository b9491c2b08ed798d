import app, threading
def make(f, g):
    def call(): return f(), g
    return call
call = make(app.f, app.g)
class Holder: pass
holder = Holder()
holder.f, holder.g = app.f, app.g
class Fixed:
    f, g = app.f, app.g


def checks():
    return {
        'cell': call()[0] == 'two' and call()[1] is app.g,
        'instance': holder.f() == 'two' and holder.g is app.g,
        'class': Fixed.g is app.g and Fixed.f() == 'two',
    }
