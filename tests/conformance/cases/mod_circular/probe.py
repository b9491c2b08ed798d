import app, helper
from helper import back


def checks():
    return {
        'both': back() == ('two', 'two') and helper.app is app,
    }
