"""Objects that lines of a class body make: whoever holds one gets the one that the new line makes."""
import app
from app import User

indexed = [User.age]
held = User().enter()
report = app.Report()
html, text = report.html, report.text


class Admin(User):
    years = User.age


def checks():
    return {
        "in a list": indexed[0] is User.age and indexed[0].kind is float,
        "in another class": Admin.years is User.age,
        "by a module": held is User.lock and held.reentrant,
        "partialmethod": report.html() == ("html", False) and report.text() == ("text", False, "b", "c"),
        "what that has made": html() == ("html", False) and text() == ("text", False, "b", "c"),
    }
