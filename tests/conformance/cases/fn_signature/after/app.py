def f(a, b=10, *, c=20) -> str:
    "doc two"
    return a, b, c
f.tag = "two"
