import warnings

REGISTRY = []


class Rule:
    def __init__(self, path):
        self.path = path


def register(x):
    REGISTRY.append(x)
    return x


register("builtin")
register(("pair", 1))
register(Rule("/first"))
register(Rule("/last"))


@register
def handler(x):
    return x


warnings.simplefilter("ignore", UserWarning)
warnings.filterwarnings("error", "beta")
