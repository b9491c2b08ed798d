import app, plugin
from app import show


def checks():
    return {
        'generic': show(1.5) == 'any2',
        'own overloads': (show(1), show('')) == ('int2', 'str2'),
        'foreign registration': show([]) == 'list of plugin',
    }
