"""Answers that an abstract class has given are not remembered when it would answer otherwise now."""
from app import Both, Closeable, Runner, Runs, Shape, Square

class Old:
    def close(self): pass
class New:
    def aclose(self): pass
class Other:
    def run(self): pass
@Shape.register
class Virtual: pass
class Part(Shape):
    name = "part"
    def area(self): return 0
Shape.known["part"] = Part
old, new, runner, both, other, square = Old(), New(), Runner(), Both(), Other(), Square()
[isinstance(o, kind) for o in (old, new, runner, both, other) for kind in (Closeable, Runs)]
issubclass(Other, Runs)


def checks():
    return {
        "hook": not isinstance(old, Closeable) and isinstance(new, Closeable),
        "protocol asks for more": not isinstance(runner, Runs) and not isinstance(other, Runs),
        "one that has both": isinstance(both, Runs) and issubclass(Both, Runs) and not issubclass(Other, Runs),
        "registered": isinstance(Virtual(), Shape) and not isinstance(3, Shape),
        "state": Shape.known == {"square": Square, "part": Part},
        "values": (square.unit, square.area(), Part().unit) == ("mm", 2, "mm"),
    }
