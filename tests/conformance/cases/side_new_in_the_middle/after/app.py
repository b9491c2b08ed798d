import lib


@lib.route("/")
def home():
    return "home"


@lib.opcode
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


@lib.opcode
@lib.ranked(5)
def five():
    return 5


lib.use(auth)
lib.use(body)


@lib.route("/.*")
def fallback():
    return "fallback 2"


@lib.opcode
@lib.ranked(0)
def zero():
    return 0


class Save(lib.Stage):
    pass


@lib.route("/never")
def never():
    return "never"


@lib.outer("a")
def outer_a(): pass


@lib.outer("b")
def outer_b(): pass


@lib.outer("c")
def outer_c(): pass
