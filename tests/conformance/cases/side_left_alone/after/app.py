import lib

lib.view = lib.route(lib.view, "/b")


def shown():
    return "new"


@lib.requires(lib.USER)
def ruled():
    return "new"


@lib.command("ops")
def run():
    return "new"
