from reg import rule


@rule("big", "total > 100")
def flag(env):
    return "flag"


@rule("any", "total > 0")
def note(env):
    return "note"


@rule("small", "5 > total")
def small(env):
    return "small"
