import app
from app import Span

old, spans = Span(1), {"a": [Span(2)]}


def refuses(span):
    try:
        span.end = 1
    except AttributeError:
        return True
    return False


def checks():
    new = Span(3)
    return {
        "old": old.line() == ("two", 1) and spans["a"][0].line() == ("two", 2),
        "new": new.line() == ("two", 3) and refuses(new),
        "class": Span is app.Span and isinstance(old, Span) and isinstance(spans["a"][0], Span),
    }
