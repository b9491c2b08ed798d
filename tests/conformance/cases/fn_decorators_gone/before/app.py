import functools
from perms import requires, cached_call
@requires("edit")
def edit(user, what):
    return "edit1 " + what
@requires("view")
@requires("basic")
def view(user):
    return "view1"
@cached_call
def stats(user):
    return len(user["perms"])
class Panel:
    @functools.lru_cache(maxsize=None)
    def show(self):
        return "show1"
    @staticmethod
    @cached_call
    def size(n):
        return n
