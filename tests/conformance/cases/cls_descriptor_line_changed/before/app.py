from lib import Typed


class Form:
    name = Typed(str)
    age = Typed(int)

    def ok(self):
        return "v1"
