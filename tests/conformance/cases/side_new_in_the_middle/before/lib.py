routes, steps, stack, stages, hooks, sorted_by, opcodes = [], {}, [], [], [], [], []


class Route:
    def __init__(self, path, endpoint):
        self.path, self.endpoint = path, endpoint


def route(path):
    def decorate(function):
        routes.append(Route(path, function))
        steps[path] = function
        return function
    return decorate


def outer(path):
    def decorate(function):
        stack.insert(0, (path, function))
        return function
    return decorate


def opcode(function):
    function.opcode = len(opcodes)
    opcodes.append(function)
    return function


def ranked(rank):
    def decorate(function):
        sorted_by.append((rank, function))
        sorted_by.sort(key=lambda entry: entry[0])
        return function
    return decorate


class Stage:
    def __init_subclass__(cls):
        stages.append(cls)


def use(function):
    hooks.append(function)
