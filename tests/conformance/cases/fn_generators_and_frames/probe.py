import app
gen, co = app.numbers(), app.co()
first = next(gen)
def end(c):
    try: c.send(None)
    except StopIteration as e: return e.value


def checks():
    return {
        'goes on undisturbed, calls new code': next(gen) == 'two',
        'coroutine': end(co) == 'two',
        'new ones are new': next(app.numbers()) == 'two',
    }
