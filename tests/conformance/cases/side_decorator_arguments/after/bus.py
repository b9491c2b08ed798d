import functools

routes, tasks = {}, {}


def route(path):
    def decorate(function):
        routes[path] = function
        return function
    return decorate


def task(name):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            return (name, function(*args))
        tasks[name] = wrapper
        return wrapper
    return decorate
