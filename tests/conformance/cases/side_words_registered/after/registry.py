COMMANDS, ALIASES, PERMISSIONS, PATHS, TAGS, SUFFIXES = {}, {}, {}, {}, {}, {}


def command(name, *aliases, permission=None):
    def decorate(f):
        COMMANDS[name] = f
        for alias in aliases:
            ALIASES[alias] = name
        if permission:
            PERMISSIONS[name] = permission
        return f
    return decorate


def route(path, name=None):
    def decorate(f):
        PATHS[name or f.__name__] = path
        return f
    return decorate


def tag(*tags):
    def decorate(f):
        for t in tags:
            TAGS.setdefault(t, []).append(f.__name__)
        return f
    return decorate


class Codec:
    def __init_subclass__(cls, name, suffix):
        SUFFIXES[suffix] = name
