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
        return await m(request, nxt)
    return call


async def handle(path):
    return await build(HANDLERS[path])({"path": path})
