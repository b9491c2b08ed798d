class Account:
    table = "accounts"


class Order:
    table = "order"


class Plugin:
    prefix = "q"

    def __init__(self, name):
        self.name = name

    def key(self):
        return self.prefix + ":" + self.name

    def title(self):
        return self.name.title() + '!'


def action(label):
    def mark(f):
        f.label = label
        return f
    return mark


@action("Go now")
def go():
    return "go"


@action("Stop")
def stop():
    return "stop"


def wait():
    return "wait"


wait.label = "Wait here"
MODELS = [Account, Order]
PLUGINS = (Plugin("x"), Plugin("y"))
ACTIONS = {"go": go, "stop": stop, "wait": wait}
