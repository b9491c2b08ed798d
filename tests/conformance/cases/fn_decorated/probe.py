import app
f, g, h, bare, loses = app.f, app.g, app.h, app.bare, app.loses
boxes = [app.f, app.bare, app.loses]
f(0), g(0), h(0)


def checks():
    return {
        'body and decorator': f(1) == ('log2', ('f2', 1)) == app.f(1),
        'what wraps() copied': (f.__doc__, f.__annotations__) == ('doc2', {'x': str}),
        'class based, state kept': g(1) == ('g2', 1) and g.n == 2,
        'no cached wrong answer': h(0) == ('h2', 0),
        'decorator added': app.bare(1) == ('log2', ('bare2', 1)) and boxes[1](1) == app.bare(1),
        'decorator removed': app.loses(1) == ('loses2', 1) and boxes[2](1) == ('loses2', 1),
    }
