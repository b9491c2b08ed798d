import enum
class P(enum.Flag):
    R = 1
    W = 2
class F(enum.IntFlag):
    A = 1
    B = 2
DEFAULT = P.R | P.W
FD = F.A | F.B
