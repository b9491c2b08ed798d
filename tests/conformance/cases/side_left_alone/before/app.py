import lib

lib.view = lib.route(lib.view, "/a")


@lib.public
def shown():
    return "old"


@lib.requires(lib.ADMIN)
def ruled():
    return "old"


@lib.command("user")
def run():
    return "old"
