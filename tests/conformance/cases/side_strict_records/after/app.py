from hub import Base, keep, plugin, registry


@registry.command("first", quiet=False)
def first():
    return "first 2"


@registry.command("second")
def second():
    return "second 2"


@keep
def third(x=2):
    return "third 2", x


@plugin
class Mail:
    retries = 3

    def send(self):
        return "mail 2"


@plugin
class Web:
    def send(self):
        return "web 2"


class Csv(Base):
    separator = ";"
