import app, pickle
from app import P
old = P(1)
box = {P: "p"}
speed = app.Vector(1, 2)


def checks():
    return {
        'old object runs new methods': old.m() == ('two', 1),
        'isinstance': isinstance(old, app.P) and P is app.P,
        'new objects are new': P(1).y == 2,
        'keys': box[app.P] == 'p',
        'made of an old object': (speed + speed).unit == 'm' and type(speed + speed) is app.Vector,
        'the same for all': speed.unit == 'm' and str(speed) == '1 2 m',
        'pickle': type(pickle.loads(pickle.dumps(old))) is P,
    }
