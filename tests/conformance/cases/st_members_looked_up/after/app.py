import enum


class Perm(enum.Flag):
    READ = 1
    WRITE = 2
    DELETE = 4


class State(enum.Enum):
    NEW = "new"
    DONE = "done"


MATRIX = {"viewer": "READ", "editor": "READ WRITE", "admin": "READ WRITE DELETE"}
TEXTS = ["new", "done"]
ROLES = {name: Perm(sum(Perm[p].value for p in text.split())) for name, text in MATRIX.items()}
STATES = tuple(State(text) for text in TEXTS)
ALL = Perm(3)


def allowed(role, perm):
    return perm in ROLES[role]


sessions = {}
