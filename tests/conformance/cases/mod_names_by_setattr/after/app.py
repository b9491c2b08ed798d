import sys
_m = sys.modules[__name__]
for _n, _v in [("X", 2), ("Y", 5)]:
    setattr(_m, _n, _v)


def helper():
    return X
