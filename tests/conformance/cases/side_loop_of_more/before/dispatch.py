HANDLERS = {}
ORDER = []


def register(kind, handler):
    HANDLERS[kind] = handler
    ORDER.append(kind)
