import app
from app import f


def checks():
    return {
        'new': f() == 'two',
    }
