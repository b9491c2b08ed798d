from hub import Base, keep, plugin, registry


@registry.command("first", quiet=True)
def first():
    return "first 1"


@registry.command("second")
def second():
    return "second 1"


@keep
def third(x=1):
    return "third 1", x


@plugin
class Mail:
    retries = 2

    def send(self):
        return "mail 1"


@plugin
class Web:
    def send(self):
        return "web 1"


class Csv(Base):
    separator = ","
