import functools
def requires(perm):
    def deco(fn):
        @functools.wraps(fn)
        def check(user, *a):
            if perm not in user["perms"]:
                return "denied " + perm
            return fn(user, *a)
        check.perm = perm
        return check
    return deco
class cached_call:
    def __init__(self, fn):
        self.fn, self.memo = fn, {}
    def __call__(self, *a):
        if repr(a) not in self.memo:
            self.memo[repr(a)] = self.fn(*a)
        return self.memo[repr(a)]
