"""Lines that have not changed, but are made of constants that have: by calls that do nothing else."""
import app
from app import HOME, JOINED, PATTERN, TEMPLATES, TIMEOUT, URL


class Holder:
    timeout = TIMEOUT


holder = Holder()
holder.home = HOME
listed = app.LIST
listed.append("at run time")


def checks():
    return {
        "methods of str": app.URL == URL == "http://two/x" and app.FIRST == "CCC",
        "urllib": app.JOINED == JOINED == "http://two/sub/page",
        "os.path": app.TEMPLATES == TEMPLATES == "http://two/templates" and app.STATIC == "http://two/static",
        "pathlib": str(app.HOME) == str(HOME) == str(holder.home) == "http:/two/home",
        "re": app.PATTERN is PATTERN and bool(PATTERN.match("TWO")),
        "timedelta": app.TIMEOUT.seconds == TIMEOUT.seconds == holder.timeout.seconds == 2,
        "decimal": app.PRICE == 2,
        "container": app.LIST is listed and listed == ["ccc", "d", "e", "at run time"],
        "comprehension": app.NUMBERED[0] == "ccc" and app.LENGTHS[:3] == (3, 1, 1),
        "class body": app.Client.pattern is PATTERN and app.Client().url == URL,
        "other calls are not repeated": app.count == 1,
    }
