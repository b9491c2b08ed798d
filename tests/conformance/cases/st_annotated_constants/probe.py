import app
from app import PORT, TAGS, port


def checks():
    return {
        "here": port() == (8080, "new", ["a", "b"], 5),
        "imported": PORT == 8080 and TAGS is app.TAGS,
    }
