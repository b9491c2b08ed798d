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


lib.use(auth)
lib.use(body)


@lib.route("/.*")
def fallback():
    return "fallback"


@lib.opcode
@lib.ranked(0)
def zero():
    return 0


class Save(lib.Stage):
    pass


@lib.outer("a")
def outer_a(): pass


@lib.outer("c")
def outer_c(): pass
