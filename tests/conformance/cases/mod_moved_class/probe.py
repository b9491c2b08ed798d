"""Classes move to another module with what they hold: state, instances, registrations, subclasses."""
import home
import other
from home import Registry, Shape

Registry.add("x")
Registry.add("y")
registry = Registry()


class Foreign:
    pass


class Square(Shape):
    def area(self):
        return 4


Shape.register(Foreign)
square, foreign = Square(), Foreign()
isinstance(foreign, Shape)


def checks():
    return {
        "state": registry.total() == ("new", 2, 2),
        "instance": type(registry) is other.Registry is home.Registry is Registry,
        "registered": isinstance(foreign, other.Shape) and isinstance(foreign, Shape),
        "subclass": square.twice() == ("new", 8) and issubclass(Square, other.Shape),
    }
