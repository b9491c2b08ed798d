"""A framework that is not reloaded: views are closures of its own."""
import functools


class View:
    def __init__(self, **arguments):
        self.__dict__.update(arguments)

    @classmethod
    def as_view(cls, **arguments):
        def view(request):
            return cls(**arguments).get(request)
        view.view_class = cls
        return view


def api_view(methods):
    def decorator(function):
        handlers = {"handler": staticmethod(function), "methods": tuple(methods),
                    "get": lambda self, request: self.handler(request) if request in self.methods else "refused"}
        made = type("Wrapped", (View,), handlers)
        return functools.update_wrapper(made.as_view(), function)
    return decorator


def private(view):
    def inner(request):
        return "private " + view(request)
    return inner


ROUTES = []


def path(name, view):
    ROUTES.append((name, view))
    return ROUTES[-1]
