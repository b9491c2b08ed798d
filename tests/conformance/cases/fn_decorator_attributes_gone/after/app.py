import functools
def requires(perm):
    def deco(fn):
        @functools.wraps(fn)
        def check(user):
            return fn(user) if perm in user else "denied"
        check.perm = perm
        return check
    return deco
def edit(user):
    return "edit2"
@requires("read")
def view(user):
    return "view2"
