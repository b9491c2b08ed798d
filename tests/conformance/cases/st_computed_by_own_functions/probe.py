"""TABLE = build(ROWS), where ROWS, build() or what it calls or reads has changed."""
import app
from app import PARSED, TABLE


def checks():
    return {
        "given another text": app.PARSED == PARSED == {"a": 1, "b": 3},
        "by a module's function": app.PATH == "/opt/data",
        "computed by what does something else": app.TABLE == TABLE == {"a": 2, "bb": 3},
        "of a class with one more name": app.FIELDS == ["age", "mail", "name"],
        "given another number": app.TWICE == 12,
        "reads another value": app.NAMED == ["y-a", "y-b"],
        "a method of what is computed": app.SUM == 5,
        "of what is computed": app.BIG == {"a": 2, "b": 6},
    }
