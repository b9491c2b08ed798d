A = 2
B = 3
_HIDDEN = 2
_MORE = 1


def first():
    return "new"


def second():
    return "second"
