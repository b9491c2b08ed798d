"""A hook of the base makes a manager for each class; what makes a manager says more now."""
import app
us = [app.User(i) for i in range(3)]
m = app.User.objects


def checks():
    return {"page": m.all() == [0], "rows": m.rows == us and app.User.objects is m, "extra": app.User.extra.page == 2}
