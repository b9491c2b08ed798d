from library import filter, tag


@tag(name="now_")
def now():
    return "now"


@tag()
def version():
    return "1"


@filter("double")
def double(n):
    return n * 2
