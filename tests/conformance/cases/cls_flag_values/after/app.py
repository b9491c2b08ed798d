import enum
class P(enum.Flag):
    R = 2
    W = 4
class F(enum.IntFlag):
    A = 4
    B = 8
DEFAULT = P.R | P.W
FD = F.A | F.B
