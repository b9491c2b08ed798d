import enum
class P(enum.Flag):
    R = 1
    W = 2
DEF = P.R | P.W
def f(): return 1
