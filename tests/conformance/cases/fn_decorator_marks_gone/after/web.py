def exempt(view):
    view.csrf_exempt = True
    return view


def limit(number):
    def mark(view):
        setattr(view, "limit", number)
        return view
    return mark


class Tag:
    def __init__(self, name):
        self.name = name

    def __call__(self, function):
        function.tags = getattr(function, "tags", ()) + (self.name,)
        return function


def allow(function, user):
    if not getattr(function, "csrf_exempt", False) and "token" not in user:
        return "no token"
    return function.limit if hasattr(function, "limit") else "no limit"
