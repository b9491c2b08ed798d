import app
from app import Press

press = Press()
Press.verbs["lend"] = len


def checks():
    return {
        "verbs": sorted(Press.verbs) == ["lend", "open", "stop"],
        "put in from outside": Press.verbs["lend"] is len,
        "takes": Press.takes == {"open": ["wide", "slowly"], "stop": []},
        "calls": Press.verbs["open"](press, 2, True) == "opened 2, True" and Press.verbs["stop"](press) == "stop",
        "same class": type(press) is app.Press,
    }
