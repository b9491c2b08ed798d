"""Comprehensions that are as they were, with variables of several names, and which would do something again."""
import app
import lib

size, handles, pairs, columns, rows = lib.LOG.tell(), list(app.HANDLES), list(app.PAIRS), list(app.Table.columns), list(app.Table.rows)


def checks():
    return {
        "new code": app.greet() == "v2",
        "nothing is done again": lib.LOG.tell() == size,
        "what they made": app.HANDLES == handles and app.PAIRS == pairs and app.Table.columns == columns and app.Table.rows == rows,
    }
