import functools

routes, tasks, plugins = {}, {}, []


def route(path):
    def decorate(function):
        if path in routes:
            raise ValueError("duplicate " + path)
        routes[path] = function
        return function
    return decorate


def task(name):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            return (name, function(*args))
        if name in tasks:
            raise ValueError("duplicate " + name)
        tasks[name] = wrapper
        return wrapper
    return decorate


def plugin(cls):
    plugins.append(cls)
    return cls
