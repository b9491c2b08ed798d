"""A metaclass makes a manager for each class; what makes a manager says more now."""
import app
us = [app.User(i) for i in range(3)]
m = app.User.objects


def checks():
    return {"rows": app.User.objects.rows == us, "is": app.User.objects is m, "new": app.Manager().page == 20}
