import datetime as dt
import enum
import uuid
from dataclasses import dataclass, field
from typing import List, Optional


class Priority(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Kind(str, enum.Enum):
    BUG = "bug"
    TASK = "task"

    def __str__(self):
        return self.value


@dataclass
class Comment:
    author: str
    text: str


@dataclass(order=True)
class Issue:
    sort_index: int = field(init=False, repr=False)
    title: str
    kind: Kind = Kind.BUG
    priority: Priority = Priority.LOW
    comments: List[Comment] = field(default_factory=list, compare=False)

    def __post_init__(self):
        self.sort_index = -self.priority

    def comment(self, author, text):
        c = Comment(author, text)
        self.comments.append(c)
        return c
