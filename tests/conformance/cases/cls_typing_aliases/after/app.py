import functools
import typing
class User:
    __slots__ = ("id", "mail")
    def show(self): return "new"
class Order: pass
Maybe = typing.Optional[User]
Either = typing.Union[User, Order]
TYPES, NAMES = (User, Order), {"user": User}
@functools.singledispatch
def show(o): return "any"
@show.register
def _(o: User): return "new user"
def make(user: User, other: typing.Optional[User] = None) -> User: return user
