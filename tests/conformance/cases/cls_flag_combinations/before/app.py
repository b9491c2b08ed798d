import enum


class P(enum.Flag):
    R = 1
    W = 2


DEFAULT = P.R | P.W


def ok(perms):
    return perms == DEFAULT
