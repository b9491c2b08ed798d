from library import filter, tag


@tag(name="clock")
def now():
    return "12:00"


@tag("release")
def version():
    return "1"


@filter("twice")
def double(n):
    return n * 2
