def fields_of(cls):
    return sorted(k for k in vars(cls) if not k.startswith("_"))


def columns(*names):
    return tuple(n.lower() for n in names)


def title(text):
    return text.title()
