import app
from app import dropped, inserted, swapped, tags

HELD = [swapped, inserted, dropped, tags]


def checks():
    return {
        "swapped": app.swapped() == HELD[0]() == "ba!",
        "one more": app.inserted() == HELD[1]() == "abc!",
        "one less": app.dropped() == HELD[2]() == "ac!",
        "calls swapped": app.tags() == HELD[3]() == "yx!",
    }
