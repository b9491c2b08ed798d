import app, typing
from app import Box
IntBox = Box[int]
b, r = IntBox(), app.Runner()


def checks():
    return {
        'alias': IntBox().get() == 'two' and isinstance(b, app.Box),
        'protocol': isinstance(r, app.Runs) and r.run() == 'two',
        'hints': typing.get_type_hints(app.f)['return'] == typing.Optional[app.Box],
    }
