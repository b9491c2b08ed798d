"""Definitions that a loop or a condition runs through more than once, or not at all."""
import sys

HANDLERS = []
for _n in (1, 2):
    def handler(n=_n):
        return ("new", n)
    HANDLERS.append(handler)

if sys.version_info > (3,):
    def pick():
        return "new"
else:
    def pick():
        return "never"


def choose(flag):
    if flag:
        def answer():
            return "new yes"
    else:
        def answer():
            return "new no"
    return answer


def many(count):
    made = []
    for i in range(count):
        def one(i=i):
            return ("new", i)
        made.append(one)
    made.extend((lambda i=i: ("new lambda", i)) for i in range(count))
    return made
