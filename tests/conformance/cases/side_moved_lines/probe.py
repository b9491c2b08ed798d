import atexit

import app
import bus

count = atexit._ncallbacks()


def checks():
    return {
        "list": [f() for f in bus.handlers] == ["new a"],
        "decorator": [f() for f in bus.topics["topic"]] == ["new c"],
        "strict": {name: f() for name, f in bus.strict.items()} == {"name": "new a"},
        "at exit": atexit._ncallbacks() == count,
    }
