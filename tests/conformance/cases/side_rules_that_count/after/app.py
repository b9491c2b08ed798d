from reg import rule


@rule("big order", 200)
def flag(total):
    return "flag %d" % total


@rule("any", 0)
def note(total):
    return "note"
