"""A name that led to a builtin, and leads to a function of the module now: the builtin is everybody's."""
import app
held = [abs]


def checks():
    return {"the name": app.convert(-4) == -3, "elsewhere": held[0](-4) == 4 and abs(-4) == 4}
