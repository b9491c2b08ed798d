"""Enumerations that are made by a call, and members that live in objects and tables."""
import pickle

import app
from app import Access, Code, Color, Priority, Same


class Car: pass
car = Car()
car.color, car.priority, car.access = Color.RED, Priority.HIGH, Access.READ
table = {Color.RED: 1, Access.WRITE: 2, Same.X: 3}


def checks():
    return {
        "same classes": (Color, Priority, Access, Code, Same) == (app.Color, app.Priority, app.Access, app.Code, app.Same),
        "held members": car.color is app.Color.RED and car.access is app.Access.READ,
        "new members": (Color.BLUE.value, Priority.MID, Access.RUN.value, Code.B) == (3, 2, 4, "bb"),
        "a member's new value": car.priority is app.Priority.HIGH and car.priority == 3,
        "keys": (table[app.Color.RED], table[app.Access.WRITE], table[app.Same.X]) == (1, 2, 3),
        "isinstance": isinstance(car.color, app.Color) and app.Same.X in table,
        "pickles": pickle.loads(pickle.dumps(car.color)) is app.Color.RED,
    }
