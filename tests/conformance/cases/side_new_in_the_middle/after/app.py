import lib


@lib.route("/")
def home():
    return "home"


@lib.ranked(1)
def one():
    return 1


class Load(lib.Stage):
    pass


def auth(): return "auth"
def body(): return "body"


@lib.route("/about")
def about():
    return "about"


class Check(lib.Stage):
    pass


@lib.ranked(5)
def five():
    return 5


lib.use(auth)
lib.use(body)


@lib.route("/.*")
def fallback():
    return "fallback 2"


@lib.ranked(0)
def zero():
    return 0


class Save(lib.Stage):
    pass


@lib.route("/never")
def never():
    return "never"
