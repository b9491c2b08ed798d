import functools


def logging_(handler):
    lines = []

    def call(request):
        lines.append(request["path"])
        response = handler(request)
        response["log"] = "%s #%d" % (lines[-1], len(lines))
        return response
    return call


class Auth:
    users = {"ann": "secret", "bob": "x"}

    def __init__(self, handler):
        self.handler = handler

    def __call__(self, request):
        if request.get("user") not in self.users:
            return {"status": 401, "body": "who is %s?" % request.get("user")}
        return self.handler(request)


CHAIN = [logging_, Auth]


def build(handler):
    return functools.reduce(lambda h, m: m(h), reversed(CHAIN), handler)
