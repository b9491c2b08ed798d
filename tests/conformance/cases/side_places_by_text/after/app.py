import warnings

REGISTRY = []


class Rule:
    def __init__(self, path):
        self.path = path


def register(x):
    REGISTRY.append(x)
    return x


@register
class Earlier:
    pass


register("builtin")
register("second")
register(("pair", 1))
register(Rule("/first"))


@register
def middle():
    pass


register(Rule("/last"))


@register
def handler(x):
    return x


warnings.simplefilter("always", UserWarning)
warnings.filterwarnings("error", "beta")
