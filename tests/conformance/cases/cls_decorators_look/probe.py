"""Decorators of methods have copied what the functions said: docstrings and arguments."""
import app
from app import Admin

admin = Admin()
Admin.ACTIONS.append("own")
ban, held, export = admin.ban, Admin.ban, Admin.export


def checks():
    return {
        "new code": admin.ban([1]) == ban([1]) == "banned 1 users" and admin.ls() == 2 and Admin.ls.__doc__ == "List all",
        "a docstring that was copied": Admin.ban.short == held.short == "Ban users for good" == Admin.ban.__doc__,
        "the others": Admin.export is export and Admin.ACTIONS == ["own"],
        "filed elsewhere": app.HELP["cd"]["doc"] == "Go there" and app.HELP["cd"]["takes"] == ["path", "quiet"],
        "once": list(app.HELP) == ["cd"] and app.HELP["cd"]["run"] is Admin.__dict__["cd"],
    }
