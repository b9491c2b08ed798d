import app
from app import NESTED, ORDER, PAIRS

held = ORDER


def checks():
    return {
        "each once, in order": ORDER == [app.parse, app.stream, app.trim],
        "in pairs": PAIRS == [("parse", app.parse), ("stream", app.stream), ("trim", app.trim)],
        "within": NESTED == {"all": [app.parse, app.trim]},
        "what they are": hasattr(app.parse, "cache_info") and app.trim(" a ") == "a!",
        "the same list": app.ORDER is held,
    }
