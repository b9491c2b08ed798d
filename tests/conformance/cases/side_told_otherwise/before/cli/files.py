from .registry import command


@command("ls", aliases=["dir"])
def ls(path):
    return "list " + path


@command("rm")
def rm(path):
    return "remove " + path
