PATH = ["bin"]
PATH += ["usr", "opt"]


def where():
    return list(PATH)
