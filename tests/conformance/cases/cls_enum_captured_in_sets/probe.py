import app
from app import Document, Phase

old = Document()
submit = old.submit


def checks():
    return {
        "an old one": old.submit() is True,
        "held": submit() is True,
        "a new one": Document().submit() is True,
        "members": old.phase is app.Phase.DRAFT is Phase.DRAFT and len(Phase) == 3,
    }
