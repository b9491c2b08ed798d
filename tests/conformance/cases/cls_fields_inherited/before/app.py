import dataclasses
from base import Login, Point, Server, User
class AdminLogin(Login):
    otp = None
    def show(self): return "shown"
class SecureServer(Server):
    own = ("key",)
class Admin(User):
    level: int = 1
class Guest(User): pass
@dataclasses.dataclass
class Point3(Point):
    z: int = 3
    def show(self): return "shown"
@dataclasses.dataclass(order=True)
class Same(Point3): pass
