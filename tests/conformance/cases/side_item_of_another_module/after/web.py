MIDDLEWARE = []
HANDLERS = {}


def middleware(func):
    MIDDLEWARE.append(func)
    return func


def build(handler):
    for m in reversed(MIDDLEWARE):
        handler = wrap(m, handler)
    return handler


def wrap(m, nxt):
    async def call(request):
        request.setdefault("trace", []).append(m.__name__)
        return await m(request, nxt)
    return call


async def missing(request):
    return "404"


async def handle(path):
    return await build(HANDLERS.get(path, missing))({"path": path})
