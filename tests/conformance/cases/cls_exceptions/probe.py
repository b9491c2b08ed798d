import app
from app import Lost
held = Lost()
def catch(e):
    try: raise e
    except Lost as x: return str(x)
def catch_new():
    try: app.fail()
    except Lost as x: return str(x)


def checks():
    return {
        'old caught': catch(held) == 'two',
        'new caught': catch_new() == 'two',
        'new by old reference': catch(app.Lost()) == 'two',
    }
