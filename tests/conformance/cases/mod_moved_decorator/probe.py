"""A decorator moves to a new module; what it made before goes on there."""
import home
import user
from home import show

view = home.View()
get = view.get


def checks():
    return {
        "function": show(1) == home.show(1) == ("new", 1),
        "method": view.get() == get() == ("new", 1),
        "elsewhere": user.mine(1) == ("new", 1) and user.guarded is home.guarded,
    }
