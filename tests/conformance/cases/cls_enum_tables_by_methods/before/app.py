import enum


class Kind(enum.Enum):
    BUG = "bug"
    TASK = "task"


ICON = {k: k.value[0].upper() for k in Kind}
NAMES = [k.name for k in Kind]
BY_VALUE = {k.value: k for k in Kind}
CHOICES = tuple((k.value, k.name.title()) for k in Kind)


def icon(k):
    return ICON[k]
