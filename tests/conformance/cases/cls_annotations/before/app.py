import typing
class Gone:
    x: int = 1
class Fewer:
    """one"""
    x: int = 1
    y: int = 2
    def method(self):
        """two"""
        return 1
class Config:
    host: str = "a"
    port: int = 1
def names(): return sorted(Config.__dict__.get("__annotations__", ()))
class Dependency: pass
class Service:
    """one"""
    n: int = 1
    def __init__(self, one: Dependency, two: "str" = "b") -> None:
        self.one = one
def provide(): return [kind() for kind in typing.get_type_hints(Service.__init__).values() if kind is Dependency]
