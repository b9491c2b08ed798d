import typing
class Gone:
    x = 1
class Fewer:
    x: int = 1
    def method(self):
        return 1
class Config:
    host = "a"
    port = 2
def names(): return sorted(Config.__dict__.get("__annotations__", ()))
class Dependency: pass
class Other: pass
class Service:
    """two"""
    n: "Other" = 1
    def __init__(self, one: Other, two: "str" = "c", *, three: list = ()) -> None:
        self.one = one
def provide(): return [kind() for kind in typing.get_type_hints(Service.__init__).values() if kind is Other]
