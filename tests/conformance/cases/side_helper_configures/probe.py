"""A helper that gives a handler to the logger that it returns; partials in containers whose line has changed."""
import app

sql, bill, a, b, c = app.sql, app.bill, app.TABLE["a"], app.TABLE["b"], app.LIST[0]


def logged(logger, level):
    app.out.seek(0)
    app.out.truncate()
    del app.LINES[:]
    getattr(logger, level)("m")
    return app.out.getvalue(), list(app.LINES)


def checks():
    return {
        "once": logged(sql, "error") == ("app.sql|m\n", []) and len(sql.handlers) == 1,
        "level": logged(sql, "warning") == ("", []) and app.sql is sql,
        "own handler": logged(bill, "error") == ("", ["2 m"]) and len(bill.handlers) == 1 and app.bill is bill,
        "another logger": len(app.web.handlers) == 1,
        "partials": app.TABLE["b"]() == b() == ("b", 3) and app.TABLE["a"] is a and a() == ("a", 1),
        "in a list": app.LIST[0]() == c() == ("c", 4),
    }
