from enum import Enum


class Phase(Enum):
    DRAFT = "draft"
    LIVE = "live"
    ARCHIVED = "archived"


def transition(source, *more):
    allowed = frozenset(source)

    def decorate(method):
        def move(self):
            return self.phase in source and self.phase in allowed and self.phase in more[0]
        return move
    return decorate


class Document:
    @transition({Phase.DRAFT, Phase.ARCHIVED}, {Phase.DRAFT, Phase.LIVE})
    def submit(self):
        """Only drafts."""

    def __init__(self):
        self.phase = Phase.DRAFT
