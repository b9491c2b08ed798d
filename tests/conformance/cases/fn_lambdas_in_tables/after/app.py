import operator

OPS = {
    "+": operator.add,
    "-": operator.sub,
    
    "/": lambda a, b: a / b,
        "%": lambda a, b: a % b,
        "^": operator.pow,
    "max": min,
        "*": operator.mul,
}

SORTS = {"date": lambda r: r.get("date", 0), "name": lambda r: r["name"].lower(), "size": lambda r: r["size"], "-size": lambda r: -r["size"]}

FORMATS = [("bytes", lambda n: "%d bytes" % n), ("bits", lambda n: "%d b" % (8 * n)), ("kb", lambda n: "%.1f KiB" % (n / 1024))]


def evaluate(tokens, ops=OPS):
    stack = []
    for t in tokens:
        if t in ops:
            b, a = stack.pop(), stack.pop()
            stack.append(ops[t](a, b))
        else:
            stack.append(t)
    return stack.pop()


def listing(rows, order="name", key=SORTS["name"]):
    return [r["name"] for r in sorted(rows, key=SORTS.get(order, key))]
