import app, pickle
from app import P
old = P(1)
box = {P: "p"}


def checks():
    return {
        'old object runs new methods': old.m() == ('two', 1),
        'isinstance': isinstance(old, app.P) and P is app.P,
        'new objects are new': P(1).y == 2,
        'keys': box[app.P] == 'p',
        'pickle': type(pickle.loads(pickle.dumps(old))) is P,
    }
