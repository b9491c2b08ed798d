"""Objects that are equal by their name alone, and have another port now."""
import app


def checks():
    return {"list": [h.port for h in app.HOSTS] == [8080, 8080], "dict": app.BY_NAME["a"].port == 8080}
