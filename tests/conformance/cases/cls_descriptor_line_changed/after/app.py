from lib import Typed


class Form:
    name = Typed(str)
    age = Typed(int, unit="y")

    def ok(self):
        return "v2"
