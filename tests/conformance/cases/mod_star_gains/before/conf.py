A = 1
_HIDDEN = 1


def first():
    return "old"
