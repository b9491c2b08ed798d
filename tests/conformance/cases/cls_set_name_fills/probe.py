"""What __set_name__ and hooks have made of lines and words of a class that are others now."""
import app

columns, required, options, commands, account = app.User.columns, app.User.required, app.Mail.options, app.Mail.commands, app.Account()
columns["late"] = "str"
required.add("late")
options["user"] = "x"


def refused():
    try:
        account.amount = -1
    except ValueError as e:
        return str(e)
    except AttributeError as e:
        return repr(e)
    return account.amount


def checks():
    return {
        "columns": app.User.columns is columns and columns == {"age": "float", "mail": "str", "name": "str", "late": "str"},
        "defaults": app.User.defaults == {"age": None, "mail": "some", "name": None},
        "below keys": app.User.by_kind.get("float") == {"age"} and app.User.by_kind["str"] == {"mail", "name"},
        "a set": required == {"mail", "late"} and app.User.required is required,
        "__set_name__ that has come": refused() == "amount is negative",
        "a list of words that are gone": app.Mail.needs == [],
        "options": {k: options.get(k) for k in ("port", "host", "user")} == {"port": 26, "host": None, "user": "x"},
        "keys with a prefix": set(app.Mail.commands) == {"post.do_send"},
    }
