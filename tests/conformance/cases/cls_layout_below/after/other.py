from app import Leaf


class Far(Leaf):
    __slots__ = ("far",)

    def label(self):
        return "FAR " + super().label()
