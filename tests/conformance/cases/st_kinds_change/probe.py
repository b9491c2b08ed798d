import app
import user
from app import Config, limit


def checks():
    return {
        "value to function": app.TIMEOUT() == user.TIMEOUT() == 5,
        "function to value": app.limit == user.limit == limit == 7 and app.make is user.make is None,
        "class to value": app.Config is user.Config is Config and Config == {"x": 1},
        "value to class": app.TABLE is user.TABLE and user.TABLE.a == 1,
    }
