PATH = ["bin"]
PATH += ["usr"]


def where():
    return list(PATH)
