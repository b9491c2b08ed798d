FAST = True


class Slow:
    def name(self):
        return "slow"


class Quick:
    def name(self):
        return "quick"


if FAST:
    class Codec:
        kind = 1

        def encode(self):
            return "fast 2"

    class Failed(ValueError):
        pass
else:
    class Codec:
        kind = 2

        def encode(self):
            return "slow 1"

    class Failed(KeyError):
        pass

if FAST:
    class Chosen(Quick):
        pass
else:
    class Chosen(Slow):
        pass


def make():
    return Codec()
