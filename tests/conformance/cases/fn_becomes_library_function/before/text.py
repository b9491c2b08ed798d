def quote(s):
    return s.replace(" ", "+")


def other(s):
    return 1
