import app


class Own(app.Pool):
    """It calls what it derives from."""

    def __init__(self):
        super().__init__("own")


class Apart(app.Pool):
    """It does not."""

    def __init__(self):
        self.apart = True


class Said(app.Pool):
    """It says itself what the attribute is."""

    @property
    def waiting(self):
        return ["said"]


class Tight:
    __slots__ = ("name",)


class TightPool(Tight, app.Bare):
    __slots__ = ()
