from model import State

HANDLERS = {}


def on(state, *functions):
    def put(f):
        HANDLERS[state] = f
        return f
    return put(*functions) if functions else put


@on(State.NEW)
def new():
    return "new"


@on(State.DONE)
def done():
    return "done"


def failed():
    return "failed"


on(State.FAILED, failed)
