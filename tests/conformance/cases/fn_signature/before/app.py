def f(a, b=1, *, c=2) -> int:
    "doc one"
    return a, b, c
f.tag = "one"
