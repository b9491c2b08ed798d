def on_created(event):
    return "created %d" % event


def on_removed(event):
    return "removed %d" % event


def on_created_quietly(event):
    return "quiet %d" % event


class Json:
    suffix = "json"


class Lines:
    suffix = "jsonl"


HANDLERS = {"created": on_created_quietly, "removed": on_removed}
WRITERS = {"json": Json, "plain": Lines}


def subscribe(kind, handler):
    HANDLERS[kind] = handler
