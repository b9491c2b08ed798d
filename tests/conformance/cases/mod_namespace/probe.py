import ns.part.mod
from ns.part.mod import f


def checks():
    return {
        'new': f() == ('two', 'two'),
    }
