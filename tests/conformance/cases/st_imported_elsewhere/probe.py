import app
import third
import user

user.overridden = "by hand"


def checks():
    return {
        "star": (user.LIMIT, user.FLAG) == (2, "set"),
        "renamed": (user.renamed, user.looped, user.chosen) == (2, 2, "set"),
        "fallback": user.PAIR == (2, ("b",)),
        "in a function": user.late() == (2, "set"),
        "in a class": user.Settings.LIMIT == 2 and user.Settings.RATES is app.RATES and user.Settings().limit == 2,
        "by way of another": (third.LIMIT, third.chosen) == (2, "set"),
        "set by hand": user.overridden == "by hand",
    }
