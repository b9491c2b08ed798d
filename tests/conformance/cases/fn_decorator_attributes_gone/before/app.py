import functools
def requires(perm):
    def deco(fn):
        @functools.wraps(fn)
        def check(user):
            return fn(user) if perm in user else "denied"
        check.perm = perm
        return check
    return deco
@requires("edit")
def edit(user):
    return "edit1"
@requires("view")
def view(user):
    return "view1"
