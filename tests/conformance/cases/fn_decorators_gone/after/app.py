import functools
from perms import requires, cached_call
def edit(user, what):
    return "edit2 " + what
@requires("basic")
def view(user):
    return "view2"
def stats(user):
    return len(user["perms"]) + 100
class Panel:
    n = 0
    def show(self):
        self.n += 1
        return "show2 %d" % self.n
    @staticmethod
    def size(n):
        return n * 2
