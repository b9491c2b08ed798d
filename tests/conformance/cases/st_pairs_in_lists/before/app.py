def home():
    return "home"


def users():
    return "old"


class View:
    def show(self):
        return "old"


def missing():
    return "missing"


LIMIT = 1
ROUTES = [("/", home), ("/users", users, LIMIT), ("/view", View, {"cache": 1})]
ERRORS = [("/missing", missing)]
ERRORS += [("/users", users)]
