import app
from app import gone, X


def checks():
    return {
        'gone from the module': not hasattr(app, 'gone') and not hasattr(app, 'X'),
        'not from its holders': gone() == 'gone' and X == 1,
        'the rest': app.stays() == 'two',
    }
