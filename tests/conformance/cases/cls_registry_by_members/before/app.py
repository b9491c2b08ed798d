import enum


class Kind(enum.Enum):
    TEXT = "text"
    NAME = "name"


TABLE, RENDER = {}, {}


def register(kind):
    def add(cls):
        TABLE[kind] = cls
        return cls
    return add


@register(Kind.TEXT)
class Text:
    def show(self):
        return "old text"


@register(Kind.NAME)
class Name:
    kind = Kind.NAME


RENDER[Kind.TEXT] = Text
RENDER.setdefault(Kind.NAME, Name)
