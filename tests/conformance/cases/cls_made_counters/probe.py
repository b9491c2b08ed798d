"""What a decorator, a metaclass or a base sets to the same constant as before is counted on; another constant is new."""
import app
from app import Below, Decorated, Metered

one = Decorated()
one.run()
Decorated.seen.append(one)
Metered(), Metered()
Below.uses += 5


def checks():
    return {
        "decorator": Decorated.calls == 1 and Decorated.seen == [one],
        "metaclass": Metered.made == 2,
        "base": Below.uses == 5,
        "another constant": Below.mode == "new",
        "body": (Decorated.size, Metered.size, Below.size) == (2, 2, 2),
    }
