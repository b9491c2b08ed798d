import re

ROUTES = []


def route(pattern, method="GET"):
    def register(f):
        ROUTES.append((method, re.compile(pattern + "$"), f))
        return f
    return register


class HTTPError(Exception):
    status = 500


class NotFound(HTTPError):
    status = 404


class Conflict(HTTPError):
    status = 409


def dispatch(request):
    try:
        for method, pattern, f in ROUTES:
            m = pattern.match(request["path"])
            if m and method == request.get("method", "GET"):
                return {"status": 200, "body": f(request, **m.groupdict())}
        raise NotFound(request["path"])
    except HTTPError as e:
        return {"status": e.status, "body": "%s: %s" % (type(e).__name__, e)}
