"""Objects that lead to each other, and are in a list: one more comes between them."""
import app

red = app.red


def let_go():
    del app.LIGHTS[2:]


def checks():
    return {
        "each once": sorted(light.label() for light in app.LIGHTS) == ["GREEN", "RED", "YELLOW"],
        "as they are linked": red.following is app.green and app.green.following.following is red,
        "the same object": app.LIGHTS[0] is red is app.red,
    }
