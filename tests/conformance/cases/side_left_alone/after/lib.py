import functools

HANDLERS, GROUPS = [], {"user": {}, "ops": {}, "guest": {}}


class Role:
    def __init__(self):
        self.listeners = []


ADMIN, USER = Role(), Role()


def guarded(function):
    @functools.wraps(function)
    def wrapper(who):
        return function(who) if who == "admin" else "denied"
    return wrapper


def route(function, path):
    function.path = path
    return function


@guarded
def view(who):
    return "secret"


def public(function):
    function.public = True
    return function


def requires(role):
    def set_role(function):
        function.role = role
        return function
    return set_role


def command(group):
    def add(function):
        GROUPS[group][function.__name__] = function
        return function
    return add
