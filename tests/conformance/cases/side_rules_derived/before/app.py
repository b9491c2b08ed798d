from reg import rule


@rule("big order", "1k")
def flag(total):
    return "flag %d" % total


@rule("any", "0k")
def note(total):
    return "note"
