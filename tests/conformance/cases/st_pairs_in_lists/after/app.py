def home():
    return "home"


def users():
    return "new"


class View:
    def show(self):
        return "new"


def missing():
    return "missing"


LIMIT = 2
ROUTES = [("/", home), ("/users", users, LIMIT), ("/view", View, {"cache": 1})]
ERRORS = [("/missing", missing)]
ERRORS += [("/users", users)]
