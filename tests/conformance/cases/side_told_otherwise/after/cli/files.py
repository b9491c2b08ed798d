from .registry import command


@command("list", aliases=["ls", "dir"])
def ls(path):
    return "listing of " + path


@command("rm")
def rm(path):
    return "removing " + path


@command("cp")
def cp(a, b):
    return "%s -> %s" % (a, b)
