"""What a metaclass, __init_subclass__ or a decorator makes of the bases of a class, when only the bases have changed."""
from app import Admin, AdminLogin, Guest, Point3, SecureServer, Same
from base import Login, Server, User

login, point = AdminLogin(), Point3()


def checks():
    return {
        "metaclass": list(Login.fields) == list(AdminLogin.fields) == list(login.fields) == ["user", "password"],
        "__init_subclass__": (Server.all, SecureServer.all) == (("host", "port"), ("host", "port", "key")),
        "annotations": list(User.fields) == list(Guest.fields) == ["id", "age", "nick"] and User.fields["age"] is float,
        "and one's own": list(Admin.fields) == ["id", "age", "nick", "level"],
        "data class": repr(Point3(y=5)) == "Point3(x=1, y=5, z=3)" and point.y == 9,
        "data class twice below": repr(Same(z=0)) == "Same(x=1, y=9, z=0)" and Same(y=1) < Same(y=2),
        "methods": login.show() == point.show() == "shown",
    }
