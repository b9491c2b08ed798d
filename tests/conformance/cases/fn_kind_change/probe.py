import app, asyncio
box = {"c": app.to_class, "f": app.to_function, "a": app.to_async, "g": app.to_generator, "p": [app.to_partial]}


def checks():
    return {
        'function to class': box['c']().v == 'two' and isinstance(box['c'](), app.to_class),
        'class to function': box['f']() == 'two',
        'sync to async': asyncio.run(box['a']()) == 'two',
        'plain to generator': list(box['g']()) == ['two'],
        'function to partial': box['p'][0](1) == 2,
    }
