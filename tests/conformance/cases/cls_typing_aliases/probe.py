"""A class with other slots, in the types, tables and functions that were made of it."""
import typing

import app
from app import TYPES, Either, Maybe, Order, User, show

user = User()
Listed, Nested = typing.List[User], typing.Dict[str, typing.List[typing.Tuple[User, int]]]
Call, Kind = typing.Callable[[User, int], User], typing.Type[User]
class Box:
    user: User
    users: "typing.List[User]"
    kind, make = User, staticmethod(User)
container = {User: "user", "kind": User}
show(user)


def checks():
    new = User()
    new.mail = "m"
    hints = typing.get_type_hints(app.make)
    return {
        "optional": Maybe == typing.Optional[app.User] and app.Maybe.__args__[0] is User,
        "union": Either == typing.Union[app.User, Order],
        "list": Listed == typing.List[app.User],
        "nested": Nested == typing.Dict[str, typing.List[typing.Tuple[app.User, int]]],
        "callable": Call.__args__ == (app.User, int, app.User) and Kind.__args__ == (app.User,),
        "hints": hints["user"] is hints["return"] is app.User and hints["other"] == Maybe,
        "hints of a class": typing.get_type_hints(Box) == {"user": app.User, "users": Listed},
        "held in a class": Box.kind is app.User and type(Box.make()) is app.User,
        "dispatch": show(new) == show(user) == "new user" and show(3) == "any",
        "isinstance": isinstance(new, TYPES) and isinstance(user, app.TYPES) and app.NAMES["user"] is User,
        "tables": container[app.User] == "user" and container["kind"] is app.User,
    }
