import functools


def logging_(handler):
    lines = []

    def call(request):
        lines.append(request["path"])
        response = handler(request)
        response["log"] = len(lines)
        return response
    return call


class Auth:
    users = {"ann": "secret"}

    def __init__(self, handler):
        self.handler = handler

    def __call__(self, request):
        if request.get("user") not in self.users:
            return {"status": 401}
        return self.handler(request)


CHAIN = [logging_, Auth]


def build(handler):
    return functools.reduce(lambda h, m: m(h), reversed(CHAIN), handler)
